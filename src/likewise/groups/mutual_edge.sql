-- A row is a pair that may hold a group together; its weight is the surprise of liking each other.
select a, b, mutuality as weight
from pair_fact
where mutuality > $least
order by a, b
