-- A row is a candidate that a better one covers for the most part.
with size as (select grp, count(*) as size from member group by grp),
common as (
    select one.grp as grp, other.grp as rival, count(*) as shared
    from member as one join member as other on other.account = one.account and other.grp <> one.grp
    group by one.grp, other.grp
)
select distinct common.grp
from common
join size on size.grp = common.grp
join standing as mine on mine.grp = common.grp
join standing as its on its.grp = common.rival
where its.place < mine.place and common.shared >= $same * size.size
