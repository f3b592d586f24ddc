-- A row is an account that was surely enough in a group and a day, with the traded likes expected to have come to it.
with received as (
    select author as account, cast(floor((time - $origin) / 86400000000.0) as integer) as day, probability
    from exchanged
    where kind = 'like' and author is not null and probability >= $suspect
),
treated as (
    select account from received group by account
    having max(probability) >= $treated and sum(probability) >= $least
    order by (cast(account as bigint) * 2654435761) % 4294967296, account
    limit $most
)
select received.account, received.day, round(sum(received.probability), 9) as traded
from received semi join treated on treated.account = received.account
where received.day >= 0
group by received.account, received.day
