-- A row is an account that was surely enough in a group and a day, with the likes that came to it, and how many of them
-- were traded (expected).
with treated as (
    select author as account
    from exchanged
    where kind = 'like' and author is not null and probability >= $suspect
    group by author
    having max(probability) >= $treated and sum(probability) >= $least
    order by (cast(author as bigint) * 2654435761) % 4294967296, author
    limit $most
),
came as (
    select author as account, time, 1 as received, 0.0 as traded
    from "like"
    union all
    select author as account, time, 0 as received, probability as traded
    from exchanged
    where kind = 'like' and probability >= $suspect
),
dated as (
    select came.account, cast(floor((came.time - $origin) / 86400000000.0) as integer) as day, came.received, came.traded
    from came
    semi join treated on treated.account = came.account
)
select account, day, sum(received) as received, round(sum(traded), 9) as traded
from dated
where day >= 0
group by account, day
