-- A row is an account with its score, 0..100, and the score's 95 % interval. Parts of one family err together, so that
-- their distances add up; families err apart, so that theirs add up as squares. A part that an account or the whole data
-- lacks stands at $usual.
with judged as (
    select health_weight.family, health_weight.weight, known.account,
        coalesce(health_standing.value, $usual) as value,
        coalesce(health_standing.low, $usual) as low, coalesce(health_standing.high, $usual) as high
    from (select distinct account from health_standing where part = 'real_share') as known
    cross join health_weight
    left join health_standing on health_standing.account = known.account and health_standing.part = health_weight.part
),
family as (
    select account, family, sum(weight * value) as value,
        sum(weight * (value - low)) as below, sum(weight * (high - value)) as above
    from judged group by account, family
)
select account, 100 * sum(value) as value,
    greatest(100 * (sum(value) - sqrt(sum(below * below))), 0) as low,
    least(100 * (sum(value) + sqrt(sum(above * above))), 100) as high
from family group by account
