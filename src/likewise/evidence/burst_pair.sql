-- A row is a pair; value is the share of their likes given in a run over several accounts, or just before a post
-- of one's own (pulled toward the share of everybody's likes by $prior likes).
with usual as (select sum(value) / sum(acts) as share from act_tie)
select
    pair.a, pair.b,
    (sum(act.value) + any_value(usual.share) * $prior) / (sum(act.acts) + $prior) as value
from act_tie as act
join pair on pair.a = least(act.actor, act.author) and pair.b = greatest(act.actor, act.author)
cross join usual
group by pair.a, pair.b
