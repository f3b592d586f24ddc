-- A row is a post, raw and real counts beside each other.
select
    post_answer.id as post,
    account.id as author,
    make_timestamp(cast(post_answer.born as bigint)) at time zone 'UTC' as "time",
    cast(likes_raw as bigint) as likes_raw, likes_real,
    cast(comments_raw as bigint) as comments_raw, comments_real,
    cast(reposts_raw as bigint) as reposts_raw, reposts_real,
    cast(saves_raw as bigint) as saves_raw, saves_real,
    cast(views as bigint) as views_raw,
    mismatch, why
from post_answer
left join account on account.code = post_answer.author
