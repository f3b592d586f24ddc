-- A row is a comment on a video, or on the comment that it answers; its line is its place in the video's list.
with video as (select * from given),
listed as (
    select file, video, channel, unnest(item) as item, generate_subscripts(item, 1) as line
    from (select *, json_extract(source_json(comments), '$[*]') as item from video where problem is null)
),
said as (
    select
        file, line, video, channel,
        item ->> '$.id' as id,
        nullif(item ->> '$.parent', 'root') as parent,
        coalesce(item ->> '$.author_id', item ->> '$.author') as actor,
        item ->> '$.timestamp' as time,
        item ->> '$.text' as text
    from listed
),
written as (select id, any_value(actor) as author from said group by id)
select file, line, problem, excerpt, null as actor, null as author, null as post, null as time, null as text
from video
where problem is not null
union all
select
    said.file, said.line, null, left(concat_ws(' ', said.id, said.actor, said.text), 80),
    said.actor,
    case when said.parent is null then said.channel else written.author end,
    coalesce(said.parent, said.video),
    said.time, said.text
from said
left join written on written.id = said.parent
