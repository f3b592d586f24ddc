-- A row is a pair that comments on each other's posts; value is the mean genericness of those comments
-- (pulled toward one half by $prior comments).
select
    pair.a, pair.b,
    (sum(generic) + 0.5 * $prior) / (count(*) + $prior) as value
from genericness as said
join pair on pair.a = least(said.actor, said.author) and pair.b = greatest(said.actor, said.author)
group by pair.a, pair.b
