-- The one row says when it begins, ends, and has its middle event, in microseconds; posts count where there are no events.
with act as (
    select time from "like"
    union all
    select time from deed
),
moment as (
    select time from act
    union all
    select born as time from post where born is not null and not exists (select 1 from act)
)
select min(time) as first, max(time) as last, cast(median(time) as bigint) as middle, count(*) as events from moment
