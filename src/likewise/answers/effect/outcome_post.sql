-- A row is an account of the panel and a period: the posts published in it, and what the platform counted on them.
-- Views are organic when the views that traders' likes imply (one each) are taken out. response is what accounts that
-- trade with nobody did on posts whose views are known.
with act as (
    select post, actor, author, 'like' as kind from "like"
    union all
    select post, actor, author, kind from deed where kind in ('comment', 'save', 'repost') and author is distinct from actor
),
on_post as (
    select act.post,
        count(*) filter (where kind = 'like' and (trader.account is not null or returned.actor is not null)) as traders,
        count(*) filter (where trader.account is null and returned.actor is null) as outside
    from act
    left join trader on trader.account = act.actor
    left join returned on returned.actor = act.actor and returned.author = act.author
    where act.post is not null
    group by act.post
),
shown as (
    select post.author, post.born, coalesce(post.views, post.impressions) as views, post.completion_rate,
        coalesce(on_post.traders, 0) as traders, coalesce(on_post.outside, 0) as outside
    from post
    join subject on subject.account = post.author
    left join on_post on on_post.post = post.code
    where post.born is not null and post.born >= $origin
)
select author as account, cast(floor((born - $origin) / $period_us) as integer) as period,
    count(*) as posts,
    count(views) as with_views,
    sum(greatest(views - traders, 0)) as views_organic,
    count(completion_rate) as with_completion,
    sum(completion_rate) as completion_raw,
    sum(case when views > 0 then outside end) as response_organic
from shown
group by author, period
