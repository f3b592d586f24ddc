-- A row is an account of the panel and a period: the posts published in it, and what the platform counted on them.
-- Views are organic when the views that traded likes imply (one each) are taken out.
with traded as (
    select "like".post, count(*) as likes
    from "like"
    join trader on trader.account = "like".actor
    join subject on subject.account = "like".author
    group by "like".post
)
select post.author as account, cast(floor((post.born - $origin) / $period_us) as integer) as period,
    count(*) as posts,
    count(coalesce(post.views, post.impressions)) as with_views,
    sum(coalesce(post.views, post.impressions)) as views_raw,
    sum(greatest(coalesce(post.views, post.impressions) - coalesce(traded.likes, 0), 0)) as views_organic,
    count(post.completion_rate) as with_completion,
    sum(post.completion_rate) as completion_raw
from post
join subject on subject.account = post.author
left join traded on traded.post = post.code
where post.born is not null and post.born >= $origin
group by post.author, period
