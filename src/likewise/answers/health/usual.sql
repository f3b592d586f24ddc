-- A row is a part: how much responses scatter within an account beyond Poisson (dispersion, Pearson), how much accounts
-- differ (spread, the variance of the true ratio, by moments), and what share is usual.
with within as (
    -- Of an account whose true ratio is r: sum (y - r e)^2 / (r e) = sum (y^2 / e) / r - sum y.
    select part,
        sum(response_square * expected / observed - observed) filter (where observed > 0) as pearson,
        sum(units - 1) filter (where observed > 0) as df
    from health_ratio group by part
),
dispersed as (
    select part,
        case when part in ('depth', 'trust') and df > 0 then greatest(pearson / df, 1) else 1.0 end as dispersion
    from within
),
differing as (
    select health_ratio.part, any_value(dispersed.dispersion) as dispersion,
        sum((observed - expected) * (observed - expected) / expected) as square, count(*) as accounts,
        sum(expected) as expected, sum(observed) / sum(exposure) as rate
    from health_ratio join dispersed on dispersed.part = health_ratio.part
    group by health_ratio.part
),
trend as (
    -- Variance of the log ratio of later over earlier, known from the counts, as in a random-effects mean of zero.
    select health_ratio.part,
        dispersed.dispersion * (1 / (observed_early + 0.5) + 1 / (observed_late + 0.5)) as variance,
        ln((observed_late + 0.5) / expected_late) - ln((observed_early + 0.5) / expected_early) as log
    from health_ratio join dispersed on dispersed.part = health_ratio.part
    where health_ratio.part = 'trust' and expected_early > 0 and expected_late > 0 and observed > 0
),
trending as (select part, (sum(log * log / variance) - count(*)) / sum(1 / variance) as spread from trend group by part)
select differing.part, differing.dispersion, differing.rate,
    greatest(
        case when differing.part = 'trust' then coalesce(trending.spread, 0)
            else (square - dispersion * accounts) / expected end,
        $least
    ) as spread
from differing left join trending on trending.part = differing.part
