-- A row is the code of a post with an event from a file whose times are estimates: no event dates such a post.
select distinct item.code
from source_estimated as estimated
join source_event as event on event.file = estimated.file
join post_id as item on item.id = event.post
