-- A row is an account that acts: its first event, how many there are, and a sum of their times that is bounded
-- (time modulo $modulus) and only tells apart accounts with the same first event and the same number.
select
    actor as id, min(time) as first, count(*) as events,
    cast(sum(time % $modulus) as bigint) as moments
from source_event
group by actor
