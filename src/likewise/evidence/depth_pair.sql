-- A row is a pair; value is the share of their likes given without looking (pulled toward the share of all
-- suspects' likes by $prior likes).
with usual as (select avg(blind) as share from watched)
select
    pair.a, pair.b,
    (sum(blind) + any_value(usual.share) * $prior) / (count(*) + $prior) as value
from watched
join pair on pair.a = least(watched.actor, watched.author) and pair.b = greatest(watched.actor, watched.author)
cross join usual
group by pair.a, pair.b
