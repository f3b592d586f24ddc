-- A row is a post: each kind of engagement as it was counted (raw), and with traded events taken out (real).
-- Where the input declares a post's counts, those are the raw ones; events may be a sample of them. `bounds` names the
-- declared counts that are only lower bounds.
with liked as (select post, count(*) as likes from "like" where post is not null group by post),
done as (
    select post,
        count(*) filter (where kind = 'comment') as comments, count(*) filter (where kind = 'repost') as reposts,
        count(*) filter (where kind = 'save') as saves, count(*) filter (where kind = 'view') as views
    from deed where author is distinct from actor and post is not null group by post
),
traded as (
    select post,
        sum(probability) filter (where kind = 'like') as likes,
        sum(probability) filter (where kind = 'comment') as comments,
        sum(probability) filter (where kind = 'repost') as reposts,
        sum(probability) filter (where kind = 'save') as saves,
        sum(probability * (1 - probability)) filter (where kind = 'like') as likes_variance
    from exchanged where post is not null group by post
),
raw as (
    select post.code, post.id, post.author, post.born, post.format,
        coalesce(post.likes, liked.likes, 0) as likes,
        coalesce(post.comments, done.comments, 0) as comments,
        coalesce(post.reposts, done.reposts, 0) as reposts,
        coalesce(post.saves, done.saves, 0) as saves,
        coalesce(post.views, nullif(done.views, 0)) as views,
        post.completion_rate, coalesce(post.bounds, '') as bounds
    from post
    left join liked on liked.post = post.code
    left join done on done.post = post.code
)
select
    raw.code, raw.id, raw.author, raw.born, raw.format, raw.views, raw.completion_rate,
    raw.likes as likes_raw, greatest(raw.likes - coalesce(traded.likes, 0), 0) as likes_real,
    raw.comments as comments_raw, greatest(raw.comments - coalesce(traded.comments, 0), 0) as comments_real,
    raw.reposts as reposts_raw, greatest(raw.reposts - coalesce(traded.reposts, 0), 0) as reposts_real,
    raw.saves as saves_raw, greatest(raw.saves - coalesce(traded.saves, 0), 0) as saves_real,
    coalesce(traded.likes_variance, 0) as likes_variance, raw.bounds
from raw left join traded on traded.post = raw.code
