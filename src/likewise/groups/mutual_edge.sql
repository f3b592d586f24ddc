-- A row is a pair that may hold a group together; its weight is the surprise of liking each other.
select a, b, mutuality as weight
from pair_fact
where mutuality > $least and a_to_b > 0 and b_to_a > 0
order by a, b
