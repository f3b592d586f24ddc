-- A row is an account: its id as given, and its code by what it did (never by its name).
with seen as (
    select id, first, events, moments from source_acted
    union all
    select author as id, first, events, moments from source_met where author is not null
    union all
    select author as id, null as first, 0 as events, 0 as moments from source_post where author is not null
    union all
    select account as id, null as first, 0 as events, 0 as moments from source_account
),
summed as (
    select
        id, min(first) as first, cast(sum(events) as bigint) as events, cast(sum(moments) as bigint) as moments
    from seen
    group by id
)
select
    id,
    cast(row_number() over (order by first nulls last, events desc, moments, id) as uinteger) as code,
    first, events, moments
from summed
