-- A row is a candidate that a likelier one (or, as likely, a larger one) covers for the most part.
with size as (select grp, count(*) as size from member group by grp),
common as (
    select one.grp as grp, other.grp as rival, count(*) as shared
    from member as one join member as other on other.account = one.account and other.grp <> one.grp
    group by one.grp, other.grp
),
rank as (
    select group_weighed.grp, group_weighed.probability, size.size,
        row_number() over (order by group_weighed.probability desc, size.size desc, group_weighed.grp) as place
    from group_weighed join size on size.grp = group_weighed.grp
)
select distinct common.grp
from common
join rank as mine on mine.grp = common.grp
join rank as its on its.grp = common.rival
where its.place < mine.place and common.shared >= $same * mine.size
