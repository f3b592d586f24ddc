-- A row is a message as the coordination-network-toolkit reads it: a post of a known author, or a like or repost (which
-- reposts) or a comment (which answers). A post without a time gets that of the first event on it.
with said as (
    select distinct actor, post, kind, time, case when kind = 'comment' then text end as text
    from source_event
    where post is not null and kind in ('like', 'repost', 'comment')
),
met as (select post, min(author) as author, min(time) as time from source_event where post is not null group by post),
message as (
    select
        coalesce(source_post.post, met.post) as post,
        coalesce(source_post.author, met.author) as author,
        coalesce(source_post.time, met.time) as time,
        source_post.text
    from met
    full join source_post on source_post.post = met.post
),
row_of as (
    select post as message_id, author as user_id, null as repost_id, null as reply_id, text as message, time
    from message
    where author is not null and time is not null
    union all
    select
        'likewise-' || row_number() over (order by time, actor, post, kind, text), actor,
        case when kind <> 'comment' then post end, case when kind = 'comment' then post end, text, time
    from said
)
select
    message_id,
    user_id,
    coalesce(source_account.name, user_id) as username,
    repost_id,
    reply_id,
    coalesce(message, '') as message,
    rtrim(rtrim(cast(cast(row_of.time / 1000000.0 as decimal(20, 6)) as varchar), '0'), '.') as "timestamp",
    '' as urls
from row_of
left join source_account on source_account.account = row_of.user_id
order by row_of.time, message_id
