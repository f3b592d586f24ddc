-- A row is an account: its id as given, and its code by what it did (never by its name).
with seen as (
    select actor as id, time from source_event
    union all
    select author as id, time from source_event where author is not null
    union all
    select author as id, null as time from source_post where author is not null
    union all
    select account as id, null as time from source_account
),
summed as (
    select id, min(time) as first, count(time) as events, sum(time % 1000000007) as moments from seen group by id
)
select
    id,
    cast(row_number() over (order by first nulls last, events desc, moments, id) as uinteger) as code
from summed
