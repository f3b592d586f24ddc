-- A row is a member of a candidate group; of groups that are all but the same ($alike of either one's members are
-- the other's) the first one stays.
with size as (select grp, count(*) as size from member group by grp),
common as (
    select one.grp as grp, earlier.grp as rival, count(*) as shared
    from member as one join member as earlier on earlier.account = one.account and earlier.grp < one.grp
    group by one.grp, earlier.grp
),
again as (
    select distinct common.grp
    from common
    join size as mine on mine.grp = common.grp
    join size as its on its.grp = common.rival
    where common.shared >= $alike * mine.size and common.shared >= $alike * its.size
)
select member.grp, member.account from member anti join again on again.grp = member.grp
