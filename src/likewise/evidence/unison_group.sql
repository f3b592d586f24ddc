-- A row is a group; value is the share of its members' likes that a fellow member gave to the same post in
-- the same $window_s seconds.
with placed as (
    select grp, actor, post, cast(floor(time / ($window_s * 1000000.0)) as bigint) as slot
    from group_like where post is not null
),
cell as (select grp, post, slot, count(*) as people from placed group by grp, post, slot)
select grp, coalesce(cast(sum(people) filter (where people > 1) as double), 0) / sum(people) as value
from cell group by grp
