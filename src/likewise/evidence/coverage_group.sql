-- A row is a group; value is the share of all the members' posts that a fellow member liked, on average.
select grp, likes / nullif(cast(size - 1 as double) * posts, 0) as value
from group_size
where size > 1
