-- A row is a usable event with codes in place of ids. On a post, the author is the post's.
select
    who.code as actor,
    item.author_code as author,
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
join post_id as item on item.id = event.post
union all
select
    who.code as actor,
    named.code as author,
    null as post,
    event.kind,
    event.time,
    event.text,
    event.dwell_s,
    event.completion,
    event.file,
    event.line,
    event.author as author_id,
    false as at_odds
from source_event as event
join account_id as who on who.id = event.actor
left join account_id as named on named.id = event.author
where event.post is null
