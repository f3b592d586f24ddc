-- A row is a pair that may hold a group together; its weight is the surprise of liking each other, to as many digits as
-- mean anything: beyond them, which of two equal communities an account joins would be chance.
select a, b, round(mutuality, 4) as weight
from pair_fact
where mutuality > $least and a_to_b > 0 and b_to_a > 0
