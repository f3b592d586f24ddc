-- A row is a post of an account of the panel with its views (null where unknown), the likes on it by accounts that trade
-- or are on terms of returned likes with its author (traders), and what all others did on it (outside).
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
)
select post.author, subject.member, post.born, coalesce(post.views, post.impressions) as views, post.completion_rate,
    coalesce(on_post.traders, 0) as traders, coalesce(on_post.outside, 0) as outside
from post
join subject on subject.account = post.author
left join on_post on on_post.post = post.code
where post.born is not null and post.born >= $origin
