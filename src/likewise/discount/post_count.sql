-- A row is a post: each kind of engagement as it was counted (raw), and with traded events taken out (real); null where
-- nothing tells it. deep is comments, saves and reposts together, as far as most posts have them counted (deep_comments
-- and so on say which); null for a post of which one of those isn't known.
with traded as (
    select post,
        sum(probability) filter (where kind = 'like') as likes,
        sum(probability) filter (where kind = 'comment') as comments,
        sum(probability) filter (where kind = 'repost') as reposts,
        sum(probability) filter (where kind = 'save') as saves,
        sum(probability * (1 - probability)) filter (where kind = 'like') as likes_variance
    from exchanged where post is not null group by post
),
counted as (
    select
        count(comments) > 0 and count(comments) >= $least * count(coalesce(comments, saves, reposts)) as comments,
        count(saves) > 0 and count(saves) >= $least * count(coalesce(comments, saves, reposts)) as saves,
        count(reposts) > 0 and count(reposts) >= $least * count(coalesce(comments, saves, reposts)) as reposts
    from post_raw
),
-- greatest() takes no notice of what is null, so that what isn't known must be kept from it.
real as (
    select raw.*,
        case when raw.likes is not null then greatest(raw.likes - coalesce(traded.likes, 0), 0) end as likes_real,
        case when raw.comments is not null then greatest(raw.comments - coalesce(traded.comments, 0), 0) end as comments_real,
        case when raw.reposts is not null then greatest(raw.reposts - coalesce(traded.reposts, 0), 0) end as reposts_real,
        case when raw.saves is not null then greatest(raw.saves - coalesce(traded.saves, 0), 0) end as saves_real,
        coalesce(traded.likes_variance, 0) as likes_variance
    from post_raw as raw left join traded on traded.post = raw.code
)
select
    code, id, author, born, format, views, completion_rate,
    likes as likes_raw, likes_real, real.comments as comments_raw, comments_real,
    real.reposts as reposts_raw, reposts_real, real.saves as saves_raw, saves_real,
    likes_variance, bounds,
    case when counted.comments or counted.saves or counted.reposts then
        case when counted.comments then real.comments else 0 end + case when counted.saves then real.saves else 0 end
            + case when counted.reposts then real.reposts else 0 end end as deep_raw,
    case when counted.comments or counted.saves or counted.reposts then
        case when counted.comments then comments_real else 0 end + case when counted.saves then saves_real else 0 end
            + case when counted.reposts then reposts_real else 0 end end as deep_real,
    counted.comments as deep_comments, counted.saves as deep_saves, counted.reposts as deep_reposts
from real cross join counted
