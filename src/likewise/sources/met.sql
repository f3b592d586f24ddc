-- A row is a post with an author that events name for it (either may be missing): its first event, how many there
-- are, and the sum of their times modulo $modulus.
select
    post, author, min(time) as first, count(*) as events,
    cast(sum(time % $modulus) as bigint) as moments
from source_event
group by post, author
