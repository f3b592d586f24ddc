-- A row is an account and a part as it enters the score: 0..1, more is better, drawn toward the usual where the sample is
-- small, so that an account with little to show has the usual standing and a wide interval, and not a bad one.
with usual as (
    select part, sum(n * value) / sum(n) as value
    from health_part where part in ('real_share', 'dependence', 'forecast') group by part
),
shrunk as (
    select health_part.account, health_part.part,
        (n * health_part.value + $prior * usual.value) / (n + $prior) as value,
        (n * low + $prior * usual.value) / (n + $prior) as low,
        (n * high + $prior * usual.value) / (n + $prior) as high
    from health_part join usual on usual.part = health_part.part
),
trend as (
    select account_count.code as account, health_usual.spread,
        case when health_part.account is null then null
            else dispersion * (1 / (observed_early + 0.5) + 1 / (observed_late + 0.5)) end as variance,
        ln((observed_late + 0.5) / expected_late) - ln((observed_early + 0.5) / expected_early) as log
    from account_count
    join health_usual on health_usual.part = 'trust'
    left join health_part on health_part.account = account_count.code and health_part.part = 'trust'
    left join health_ratio on health_ratio.account = health_part.account and health_ratio.part = 'trust'
),
posterior as (
    select account,
        case when variance is null then 0 else log * spread / (spread + variance) end as log,
        case when variance is null then sqrt(spread) else sqrt(spread * variance / (spread + variance)) end as error
    from trend
)
select account, part, least(value, 1) as value, least(low, 1) as low, least(high, 1) as high
from shrunk where part in ('real_share', 'forecast')
union all
select account, part, 1 - value, 1 - high, 1 - low from shrunk where part = 'dependence'
union all
select account, part, ratio / (1 + ratio), low / (1 + low), high / (1 + high)
from health_relative where part in ('depth', 'fan_activity')
union all
select account, part, 1 / (1 + ratio), 1 / (1 + high), 1 / (1 + low) from health_relative where part = 'churn'
union all
select account, 'trust', 1 / (1 + exp(-log)), 1 / (1 + exp(-log + $z * error)), 1 / (1 + exp(-log - $z * error))
from posterior
