-- A row is a group; value is the share of its ties that began in its busiest week, over an even spread, 0 to 1.
with week as (
    select grp, cast(floor(first / ($week_s * 1000000.0)) as bigint) as week, count(*) as ties
    from group_tie group by grp, week
),
busiest as (select grp, max(ties) as most, sum(ties) as ties from week group by grp)
select grp, most / cast(ties as double) as value from busiest where ties >= $least
