-- A row is a link that somebody dropped into a chat.
with message as (select * from given)
select file, line, problem, excerpt, null as member, null as link, null as time, null as chat
from message
where problem is not null
union all
select file, line, null, left(concat_ws(' ', sender, link), 80), sender, link, moment, room
from (select *, unnest(source_links(said)) as link from message where problem is null)
