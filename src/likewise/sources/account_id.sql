-- A row is an account: its id as given, and its code by what it did (never by its name). Accounts that an earlier run
-- has met keep their codes, others come after them; those that did nothing come last.
with seen as (
    select id, first, events, moments from source_acted
    union all
    select author as id, first, events, moments from source_met where author is not null
    union all
    select author as id, null as first, 0 as events, 0 as moments from source_post where author is not null
    union all
    select account as id, null as first, 0 as events, 0 as moments from source_account
    union all
    select id, first, events, moments from kept_account
),
summed as (
    select
        id, min(first) as first, cast(sum(events) as bigint) as events, cast(sum(moments) as bigint) as moments
    from seen
    group by id
)
select
    summed.id,
    coalesce(kept.code, cast((select coalesce(max(code), 0) from kept_account) + row_number() over (
        partition by kept.code is null
        order by summed.first nulls last, summed.events desc, summed.moments, summed.id
    ) as uinteger)) as code,
    summed.first, summed.events, summed.moments
from summed
left join kept_account as kept on kept.id = summed.id
