-- A row is a pair; value is the mean share of all likes that waited longer than theirs did
-- (pulled toward one half by $prior likes, as two likes say little).
select
    pair.a, pair.b,
    (sum(mark.promptness) + 0.5 * $prior) / (count(mark.promptness) + $prior) as value
from mark
join pair on pair.a = least(mark.actor, mark.author) and pair.b = greatest(mark.actor, mark.author)
where mark.promptness is not null
group by pair.a, pair.b
