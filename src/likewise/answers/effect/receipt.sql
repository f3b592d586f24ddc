-- A row is an account of `treated` and a day, with the likes that came to it, and how many of them were traded (expected).
with came as (
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
    join treated on treated.account = came.account
)
select account, day, sum(received) as received, round(sum(traded), 9) as traded
from dated
where day >= 0
group by account, day
