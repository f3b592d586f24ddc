-- A row is a group; value is the share of the likes that members give and get that stays among them
-- (geometric mean of both).
select grp, sqrt((likes / nullif(cast(given as double), 0)) * (likes / nullif(cast(received as double), 0))) as value
from group_size
