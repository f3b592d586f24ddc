-- A row is a like that a fellow member of the group gave to the same post in the same $window_s seconds.
with placed as (
    select grp, actor, post, time, cast(floor(time / ($window_s * 1000000.0)) as bigint) as slot
    from group_like
),
cell as (select grp, post, slot from placed group by grp, post, slot having count(*) > 1)
select placed.grp, placed.actor, placed.post, placed.time
from placed join cell on cell.grp = placed.grp and cell.post = placed.post and cell.slot = placed.slot
