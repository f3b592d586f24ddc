-- A row is a candidate that a likelier one covers for the most part. Of candidates as likely, one that ties hold
-- together goes before one in lockstep, and the one with more evidence before the other.
with size as (select grp, count(*) as size from member group by grp),
common as (
    select one.grp as grp, other.grp as rival, count(*) as shared
    from member as one join member as other on other.account = one.account and other.grp <> one.grp
    group by one.grp, other.grp
),
rank as (
    select group_weighed.grp, size.size,
        row_number() over (
            order by round(group_weighed.probability, 2) desc, group_weighed.kind = 'lockstep',
                group_weighed.bits desc, group_weighed.grp
        ) as place
    from group_weighed join size on size.grp = group_weighed.grp
)
select distinct common.grp
from common
join rank as mine on mine.grp = common.grp
join rank as its on its.grp = common.rival
where its.place < mine.place and common.shared >= $same * mine.size
