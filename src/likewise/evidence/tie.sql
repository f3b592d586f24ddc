-- A row is a tie: one account's likes of another's posts, against what both sides' activity makes of chance
-- (configuration model: given * received / all likes).
with giving as (select actor, count(*) as given from favour where author is not null group by actor),
every as (select sum(given) as likes from giving),
counted as (
    select actor, author, count(*) as likes, min(time) as first, max(time) as last
    from favour
    where author is not null
    group by actor, author
)
select
    counted.actor, counted.author, counted.likes, counted.first, counted.last,
    cast(giving.given as double) * account.received / every.likes as expected
from counted
join giving on giving.actor = counted.actor
join account on account.code = counted.author
cross join every
