-- A row is a group; value is the share of its ties that are returned. (The surprise of a tie, which serves for
-- pairs, grows with the size of the data, and a group is measured by what it is, not by what is around it.)
select grp, returned / cast(ties as double) as value
from group_size
where ties > 0
