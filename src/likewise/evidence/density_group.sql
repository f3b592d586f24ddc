-- A row is a group; value is the share of possible ties (members who like, to members who post) that are there.
select grp, ties / nullif(cast(size - 1 as double) * authors, 0) as value
from group_size
where size > 1
