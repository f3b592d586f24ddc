-- A row is a pair whose tie became mutual inside the period; value is the share of both sides' other mutual
-- ties that became mutual in the same $week_s seconds (from a prior of $prior ties that did not).
with side as (
    select a, b, a as account, mutual_since from pair where mutual_since is not null
    union all
    select a, b, b as account, mutual_since from pair where mutual_since is not null
),
born as (
    select account, cast(floor(mutual_since / ($week_s * 1000000.0)) as bigint) as week, count(*) as ties
    from side group by account, week
),
total as (select account, sum(ties) as ties from born group by account)
select
    side.a, side.b,
    sum(born.ties - 1) / (sum(total.ties - 1) + $prior) as value
from side
join born on born.account = side.account and born.week = cast(floor(side.mutual_since / ($week_s * 1000000.0)) as bigint)
join total on total.account = side.account
group by side.a, side.b
