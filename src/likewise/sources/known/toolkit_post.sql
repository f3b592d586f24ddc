-- A row is a message as a post: all that say something of their own, and those that others repost or answer.
with message as (select * from given),
named as (
    select repost_id as id from message where problem is null
    union
    select reply_id from message where problem is null
)
select
    file, line, problem, excerpt,
    message_id as post, user_id as author, "timestamp" as time, message as text
from message
where problem is null and (repost_id is null or message_id in (select id from named where id is not null))
