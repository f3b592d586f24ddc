-- A row is a like that this run adds to what is kept, with the day (UTC) that its file lies under.
select
    said.actor, said.author, said.post, said.time,
    cast(cast(make_timestamp(said.time) as date) as varchar) as day
from like_once as said
left join like_again as again on again.actor = said.actor and again.post = said.post
where again.actor is null
order by said.time
