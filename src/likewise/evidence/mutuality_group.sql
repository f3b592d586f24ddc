-- A row is a group; value is the surprise a tie, in powers of ten, of so many likes among the members
-- when chance expects so few.
select grp,
    case when likes > expected then (likes * ln(likes / expected) - (likes - expected)) / ln(10) / ties else 0 end as value
from group_size
where ties > 0
