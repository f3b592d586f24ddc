-- A row is a group; value is the mean surprise a pair of members, in powers of ten, of acting together on other
-- people's posts in the same minutes.
with met as (
    select member.grp, sum(lockstep.surprise) as surprise
    from lockstep
    join member on member.account = lockstep.a
    join member as fellow on fellow.account = lockstep.b and fellow.grp = member.grp
    group by member.grp
)
select group_size.grp, coalesce(met.surprise, 0) / (group_size.size * (group_size.size - 1) / 2.0) as value
from group_size left join met on met.grp = group_size.grp
where group_size.size > 1
