-- A row is a pair; value is the mean share of all likes that waited longer than theirs did
-- (pulled toward one half by $prior likes, as two likes say little).
select
    pair.a, pair.b,
    (sum(act.value) + 0.5 * $prior) / (sum(act.acts) + $prior) as value
from act_tie as act
join pair on pair.a = least(act.actor, act.author) and pair.b = greatest(act.actor, act.author)
group by pair.a, pair.b
