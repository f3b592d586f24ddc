-- A row is a pair; value is the surprise, in powers of ten, of acting together on so many accounts' posts
-- in the same minutes.
select pair.a, pair.b, coalesce(lockstep.surprise, 0) as value
from pair
left join lockstep on lockstep.a = pair.a and lockstep.b = pair.b
