-- A row is a candidate and a better one that covers it for the most part; the best candidates come first. Who covers
-- $same of a candidate holds one of its rarest members (those in the fewest candidates), as many as may lack and one
-- more: only those are looked up, so that somebody who is in every candidate pairs none of them.
with size as (select grp, count(*) as size from member group by grp),
held as (select account, count(*) as groups from member group by account),
ranked as (
    select member.grp, member.account,
        row_number() over (partition by member.grp order by held.groups, member.account) as place
    from member join held on held.account = member.account
),
rare as (
    select ranked.grp, ranked.account
    from ranked join size on size.grp = ranked.grp
    where ranked.place <= size.size - ceil($same * size.size) + 1
),
close as (
    select distinct rare.grp, other.grp as rival
    from rare
    join member as other on other.account = rare.account and other.grp <> rare.grp
    join standing as mine on mine.grp = rare.grp
    join standing as its on its.grp = other.grp
    where its.place < mine.place
),
common as (
    select close.grp, close.rival, count(*) as shared
    from close
    join member as one on one.grp = close.grp
    join member as other on other.grp = close.rival and other.account = one.account
    group by close.grp, close.rival
)
select common.grp, common.rival
from common
join size on size.grp = common.grp
join standing as mine on mine.grp = common.grp
join standing as its on its.grp = common.rival
where common.shared >= $same * size.size
order by mine.place, its.place
