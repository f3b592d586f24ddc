-- A row is a candidate and a better one that covers it for the most part; the best candidates come first.
with size as (select grp, count(*) as size from member group by grp),
common as (
    select one.grp as grp, other.grp as rival, count(*) as shared
    from member as one join member as other on other.account = one.account and other.grp <> one.grp
    group by one.grp, other.grp
)
select common.grp, common.rival
from common
join size on size.grp = common.grp
join standing as mine on mine.grp = common.grp
join standing as its on its.grp = common.rival
where its.place < mine.place and common.shared >= $same * size.size
order by mine.place, its.place
