-- A row is an account and a part of its health with its 95 % interval and n, on the scale that a report shows.
with moved as (
    select health_share.*, health_ratio.expected_early, health_ratio.expected_late,
        -- Churn at the usual activity: lost over expected to be lost, times what is usual.
        case when health_share.part = 'churn' and not $unfollows
            then health_usual.rate * health_ratio.exposure / health_ratio.expected else 1 end as usual
    from health_share
    left join health_ratio on health_ratio.account = health_share.account and health_ratio.part = health_share.part
    left join health_usual on health_usual.part = health_share.part
),
forecast as (
    -- The group gone for a member: its trades go, the rest is multiplied by what leaving does. Not a member: nothing goes.
    select account, part, n,
        1 - greatest(taking_part, share) + (greatest(taking_part, share) - share) * $leaving as value,
        share, low, high, (greatest(taking_part, share) - share) as moved
    from health_share where part = 'forecast'
)
select account, part, 1 - share as value, 1 - high as low, 1 - low as high, n from moved where part = 'real_share'
union all
select account, part, share, low, high, n from moved where part in ('dependence', 'fan_activity')
union all
select account, part, least(share * usual, 1), least(low * usual, 1), least(high * usual, 1), n
from moved where part = 'churn'
union all
select account, part,
    share * expected_early / (share * expected_early + (1 - share) * expected_late),
    low * expected_early / (low * expected_early + (1 - low) * expected_late),
    high * expected_early / (high * expected_early + (1 - high) * expected_late), n
from moved where part = 'trust'
union all
-- Two independent errors, of what is traded and of what leaving does, put together side by side (Zou and Donner 2008).
select account, part, value,
    greatest(value - sqrt(pow(high - share, 2) + pow(moved * ($leaving - $leaving_low), 2)), 0),
    value + sqrt(pow(share - low, 2) + pow(moved * ($leaving_high - $leaving), 2)), n
from forecast
union all
select account, part, ratio / (1 + ratio), low / (1 + low), high / (1 + high), units
from health_relative where part = 'depth' and units is not null
