-- A row is an author bought from: how many accounts engaged with it by traded likes and how many by real ones alone, and
-- how many purchases each made.
with engaged as (
    select actor, author, count(*) as acts from (
        select actor, author from "like" where author is not null
        union all
        select actor, author from deed where kind in ('comment', 'save', 'repost') and author is not null and author <> actor
    ) group by actor, author
),
tie as (
    select actor, author, max(probability) as probability from exchanged where kind = 'like' group by actor, author
),
marked as (
    select engaged.actor, engaged.author,
        case when tie.probability >= $sure then 1 when trader.account is null then 0 end as traded
    from engaged
    left join tie on tie.actor = engaged.actor and tie.author = engaged.author
    left join trader on trader.account = engaged.actor
),
bought as (
    select actor, author, count(*) as purchases from deed
    where kind = 'purchase' and author is not null and author <> actor group by actor, author
)
select marked.author, sum(traded) as traded, sum(1 - traded) as real,
    coalesce(sum(traded * bought.purchases), 0) as traded_purchases,
    coalesce(sum((1 - traded) * bought.purchases), 0) as real_purchases
from marked
left join bought on bought.actor = marked.actor and bought.author = marked.author
where traded is not null
group by marked.author
having sum(traded) > 0 and sum(1 - traded) > 0 and sum(coalesce(bought.purchases, 0)) > 0
order by (cast(marked.author as bigint) * 2654435761) % 4294967296, marked.author
limit $most
