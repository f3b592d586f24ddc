-- A row is two findings in lockstep that share $alike of the posts that either was for.
with held as (select grp, count(*) as posts from slice_post group by grp),
common as (
    select one.grp as one, other.grp as other, count(*) as posts
    from slice_post as one
    join slice_post as other on other.post = one.post and other.grp > one.grp
    group by one.grp, other.grp
)
select common.one, common.other
from common
join held as mine on mine.grp = common.one
join held as its on its.grp = common.other
where common.posts >= $alike * (mine.posts + its.posts - common.posts)
