-- A row is an account and a part of its health; value and interval are null where the data doesn't hold it.
with shown as (select code, likes_raw from account_count where likes_raw > 0 or code in (select author from health_post)),
named as (select part from health_weight),
rated as (
    select shown.code as account, named.part, health_part.value, health_part.low, health_part.high,
        coalesce(health_part.n, 0) as n
    from shown cross join named
    left join health_part on health_part.account = shown.code and health_part.part = named.part
    union all
    select shown.code, 'score', health_score.value, health_score.low, health_score.high, shown.likes_raw
    from shown left join health_score on health_score.account = shown.code
)
select account, part, cast(value as double) as value, cast(low as double) as low, cast(high as double) as high,
    cast(round(n) as bigint) as n
from rated
