-- A row is an account of one chunk and its place there by how many events it gave outside of the planted groups.
with gave as (select actor, count(*) as events from read_parquet($events) group by actor),
traded as (select actor, count(*) as events from read_parquet($traded) group by actor)
select
    cast($chunk as integer) as chunk,
    row_number() over (order by coalesce(gave.events, 0) - coalesce(traded.events, 0) desc, account.account) as place,
    account.account
from read_parquet($accounts) as account
left join gave on gave.actor = account.account
left join traded on traded.actor = account.account
