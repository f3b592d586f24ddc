-- A row is a tie: one account's likes of another's posts, against what both sides' activity makes of chance
-- (configuration model: given * received / all likes).
with giving as (select actor, count(*) as given from "like" where author is not null group by actor),
getting as (select author, count(*) as received from "like" where author is not null group by author),
counted as (
    select actor, author, count(*) as likes, min(time) as first, max(time) as last
    from "like"
    where author is not null
    group by actor, author
)
select
    counted.*,
    cast(giving.given as double) * getting.received / (select count(*) from "like" where author is not null) as expected,
    giving.given,
    getting.received
from counted
join giving on giving.actor = counted.actor
join getting on getting.author = counted.author
