-- A row is a comment on a video, or an answer to one, which is on the video as well: two who argue there do each other no
-- favour. Its line is its place in the video's list.
with video as (select * from given),
listed as (
    select file, video, channel, unnest(item) as item, generate_subscripts(item, 1) as line
    from (select *, json_extract(source_json(comments), '$[*]') as item from video where problem is null)
),
said as (
    select
        file, line, video, channel,
        item ->> '$.id' as id,
        coalesce(item ->> '$.author_id', item ->> '$.author') as actor,
        item ->> '$.timestamp' as time,
        item ->> '$.text' as text
    from listed
)
select file, line, problem, excerpt, null as actor, null as author, null as post, null as time, null as text
from video
where problem is not null
union all
select
    said.file, said.line, null, left(concat_ws(' ', said.id, said.actor, said.text), 80),
    said.actor, said.channel, said.video,
    said.time, said.text
from said
