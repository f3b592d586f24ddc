-- A row is a message that reposts or answers another one, as an act on that one; whose it is, its own row says.
with message as (select * from given),
written as (select message_id as id, any_value(user_id) as author from message where problem is null group by message_id)
select
    message.file, message.line, message.problem,
    coalesce(message.excerpt, left(concat_ws(' ', message.message_id, message.user_id, message.message), 80)) as excerpt,
    message.user_id as actor,
    written.author,
    coalesce(message.repost_id, message.reply_id) as post,
    case when message.repost_id is null then 'comment' else 'repost' end as kind,
    message."timestamp" as time,
    case when message.repost_id is null then message.message end as text
from message
left join written on written.id = coalesce(message.repost_id, message.reply_id)
where message.problem is not null or message.repost_id is not null or message.reply_id is not null
