-- The first and the last moment of the data.
select min(time) as first, max(time) as last
from (select time from "like" union all select time from deed)
