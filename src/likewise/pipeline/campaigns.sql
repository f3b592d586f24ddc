-- A row is a group in lockstep and a post that it was for: how many members acted on it, of how many people in all, when
-- and on how many days.
select
    found_group.name as "group",
    post.id as post,
    author.id as author,
    cast(count(distinct given.actor) as bigint) as members,
    cast(max(campaign_post.people) as bigint) as people,
    make_timestamp(cast(min(given.time) as bigint)) at time zone 'UTC' as first_seen,
    make_timestamp(cast(max(given.time) as bigint)) at time zone 'UTC' as last_seen,
    cast(count(distinct cast(floor(given.time / 86400000000.0) as bigint)) as bigint) as days
from campaign_post
join found_group on found_group.grp = campaign_post.grp
join unison_like as given on given.grp = campaign_post.grp and given.post = campaign_post.post
join post on post.code = campaign_post.post
left join account as author on author.code = post.author
group by found_group.name, post.id, author.id
order by length(found_group.name), found_group.name, members desc, post.id
