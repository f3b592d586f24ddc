-- A row is a link that a member dropped into a chat; its line is the message's place in the chat.
-- A text is a string or a list of parts; a part that is a link may stand without its scheme, or hide its address.
with export as (select * from given),
chat as (
    select file, coalesce(chat_name, chat_id) as chat, messages from export where problem is null and messages is not null
    union all
    select file, coalesce(item ->> '$.name', item ->> '$.id'), cast(item -> '$.messages' as varchar)
    from (
        select file, unnest(list_concat(json_extract(source_json(chats), '$.list[*]'), json_extract(source_json(left_chats), '$.list[*]'))) as item
        from export
        where problem is null
    )
),
message as (
    select file, chat, unnest(item) as item, generate_subscripts(item, 1) as line
    from (select *, json_extract(source_json(messages), '$[*]') as item from chat)
),
worded as (
    select
        file, line, chat,
        coalesce(item ->> '$.from_id', item ->> '$.from') as member,
        coalesce(item ->> '$.date_unixtime', item ->> '$.date') as time,
        case json_type(item, '$.text')
            when 'VARCHAR' then item ->> '$.text'
            else array_to_string(list_transform(json_extract(item, '$.text[*]'), lambda part: case
                when json_type(part) = 'VARCHAR' then part ->> '$'
                when part ->> '$.type' = 'text_link' then part ->> '$.href'
                when part ->> '$.type' = 'link' and not contains(part ->> '$.text', '://')
                    then 'https://' || (part ->> '$.text')
                else coalesce(part ->> '$.text', '')
            end), ' ')
        end as text
    from message
    where coalesce(item ->> '$.type', 'message') = 'message'
)
select file, line, problem, excerpt, null as member, null as link, null as time, null as chat
from export
where problem is not null
union all
select file, line, null, left(concat_ws(' ', member, link), 80), member, link, time, chat
from (select *, unnest(source_links(text)) as link from worded)
