-- A row is an account's first act ($kind) on a post of somebody else, with what it wrote there, if anything.
select
    actor as account, author, post, epoch(min(time) filter (where kind = $kind)) as time,
    cast(count(*) filter (where kind = 'comment') as double) as comments
from event
where kind in ($kind, 'comment') and actor <> author and post is not null
group by actor, author, post
having count(*) filter (where kind = $kind) > 0
