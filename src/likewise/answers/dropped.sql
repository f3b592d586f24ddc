-- A row is a post by one of a chat's authors: whether it was dropped into the chat, how many other authors of the chat
-- could like it (chances), and how many did within $window_us after the drop, or after publication for the others.
-- A chat's authors are those whose posts were dropped into it: who its members are on the platform, the chat doesn't say.
-- A link is a post when one is the other, when the post's words hold it, or when its last part (or v=, id=) is the
-- post's last part and no other post's.
with said as (
    select
        coalesce(chat, file) as chat, link, time,
        regexp_extract(link, '([^/?#]+)/?([?#].*)?$', 1) as key,
        regexp_extract(link, '[?&](v|id)=([^&#]+)', 2) as asked
    from source_drop
),
item as (
    select
        code, id, author, time,
        regexp_extract(id, '([^/?#]+)/?$', 1) as key,
        regexp_extract(text, 'https?://[^ ]+', 0) as address
    from post
    where author is not null
),
alone as (select key from item where key <> '' group by key having count(*) = 1),
met as (
    select said.chat, item.code, item.author, said.time from said join item on item.id = said.link
    union
    select said.chat, item.code, item.author, said.time from said join item on item.address = said.link
    union
    select said.chat, item.code, item.author, said.time
    from said join item on item.key = said.key semi join alone on alone.key = item.key
    union
    select said.chat, item.code, item.author, said.time
    from said join item on item.key = said.asked semi join alone on alone.key = item.key
),
dropped as (select chat, code, author, min(time) as time from met group by chat, code, author),
insider as (select distinct chat, author as account from dropped),
crowd as (select chat, count(*) as accounts from insider group by chat),
moment as (
    select chat, code, author, time, true as by_drop from dropped
    union all
    select insider.chat, item.code, item.author, item.time, false as by_drop
    from item
    join insider on insider.account = item.author
    anti join dropped on dropped.code = item.code
    where item.time is not null
),
prompt as (
    select moment.chat, moment.code, count(distinct "like".actor) as likes
    from moment
    join "like" on "like".post = moment.code
    join insider on insider.chat = moment.chat and insider.account = "like".actor
    where "like".time >= moment.time and "like".time < moment.time + $window_us
    group by moment.chat, moment.code
)
select
    moment.chat, moment.code, moment.by_drop,
    crowd.accounts - 1 as chances,
    coalesce(prompt.likes, 0) as likes
from moment
join crowd on crowd.chat = moment.chat
left join prompt on prompt.chat = moment.chat and prompt.code = moment.code
