-- A row is a post with comments by others before its author's next post, and how many of those the author answered by then:
-- on the post itself, or with a comment on something of the commenter's. Comments that were probably traded don't count.
with following as (
    select code as post, author, lead(time) over (partition by author order by time, code) as next_time
    from post where time is not null and author is not null
),
traded as (
    select actor, post from exchanged where kind = 'comment' and post is not null group by actor, post
    having max(probability) >= 0.5
),
said as (
    select deed.actor, deed.author, deed.post, deed.time
    from deed left join traded on traded.actor = deed.actor and traded.post = deed.post
    where deed.kind = 'comment' and traded.actor is null
),
received as (
    select following.post, following.author, following.next_time, said.actor, min(said.time) as time
    from said join following on following.post = said.post
    where said.actor <> following.author and said.time < following.next_time
    group by following.post, following.author, following.next_time, said.actor
),
asked as (
    select post, author, any_value(next_time) as next_time, min(time) as time, count(*) as received from received
    group by post, author
),
here as (
    select asked.post, count(*) as answers
    from asked join said on said.post = asked.post and said.actor = asked.author
    where said.time > asked.time and said.time < asked.next_time
    group by asked.post
),
there as (
    select received.post, count(*) as answers
    from received join said on said.actor = received.author and said.author = received.actor
    where said.time > received.time and said.time < received.next_time
    group by received.post
)
select asked.post, asked.received, coalesce(here.answers, 0) + coalesce(there.answers, 0) as answered
from asked
left join here on here.post = asked.post
left join there on there.post = asked.post
