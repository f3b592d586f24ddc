-- A row is an event of one chunk under ids of its own. $percent in a hundred of the one-way, untraded ties are given
-- to the account that stands at the same place in another chunk: the tie keeps its posts, moments and number of
-- events, so that every post keeps its counts and every account about its activity. What is mutual (friends, hobbies)
-- and what is traded stays as it was made, and so does its truth.
with event as (select * from read_parquet($events)),
tie as (select actor, author from event group by actor, author),
traded as (
    select distinct event.actor, event.author
    from event
    semi join (select actor, post from read_parquet($traded)) as truth
        on truth.actor = event.actor and truth.post = event.post
),
drawn as (
    select tie.actor, tie.author, md5_number_lower(tie.actor || tie.author) as lot
    from tie
    anti join tie as back on back.actor = tie.author and back.author = tie.actor
    anti join traded on traded.actor = tie.actor and traded.author = tie.author
),
moved as (
    select drawn.actor, drawn.author, there.chunk, there.account
    from drawn
    join place as here on here.account = drawn.actor and here.chunk = $chunk
    join place as there
        on there.place = here.place
        -- Another lot than the one that was drawn by, so that every other chunk is as likely.
        and there.chunk = ($chunk + 1 + (drawn.lot // 100) % ($chunks - 1)) % $chunks
    where drawn.lot % 100 < $percent
)
select
    format('{:02d}', coalesce(moved.chunk, $chunk)) || coalesce(moved.account, event.actor) as actor,
    format('{:02d}', $chunk) || event.author as author,
    format('{:02d}', $chunk) || event.post as post,
    event.* exclude (actor, author, post)
from event
left join moved on moved.actor = event.actor and moved.author = event.author
order by event.time, event.actor
