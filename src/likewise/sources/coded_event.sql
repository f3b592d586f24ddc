-- A row is a usable event with codes in place of ids. On a post, the author is the post's.
select
    who.code as actor,
    case when event.post is null then named.code else item.author_code end as author,
    item.code as post,
    event.kind,
    event.time,
    event.text,
    event.dwell_s,
    event.completion,
    event.file,
    event.line,
    event.author as author_id,
    coalesce(item.contested and event.author <> item.author, false) as at_odds
from source_event as event
join account_id as who on who.id = event.actor
left join post_id as item on item.id = event.post
left join account_id as named on event.post is null and named.id = event.author
