-- A row is a pair; value is the share of their likes given in a run over $run or more accounts, or just
-- before a post of one's own (pulled toward the share of everybody's likes by $prior likes).
with usual as (select avg(case when run >= $run or ahead then 1.0 else 0.0 end) as share from mark)
select
    pair.a, pair.b,
    (sum(case when mark.run >= $run or mark.ahead then 1.0 else 0.0 end) + any_value(usual.share) * $prior)
        / (count(*) + $prior) as value
from mark
join pair on pair.a = least(mark.actor, mark.author) and pair.b = greatest(mark.actor, mark.author)
cross join usual
group by pair.a, pair.b
