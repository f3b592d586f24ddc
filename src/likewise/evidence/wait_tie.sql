-- A row is a tie: its likes of posts whose time is known, and the sums of their waiting times (natural logarithm of
-- seconds) and of their squares.
with waited as (
    select favour.actor, favour.author, ln(1 + greatest(0, favour.time - post.born) / 1000000.0) as wait
    from favour join post on post.code = favour.post
    where favour.author is not null and post.born is not null
)
select actor, author, count(*) as likes, sum(wait) as waits, sum(wait * wait) as squares
from waited group by actor, author
