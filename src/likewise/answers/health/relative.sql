-- A row is an account and a part judged against the usual: the ratio of observed to expected with its 95 % interval, drawn
-- toward 1 as far as the sample is small. The true ratio of accounts is Gamma with mean 1 and the variance `spread`;
-- the counts are Poisson times the dispersion; the ends are Wilson and Hilferty's. An account with no sample is at the
-- prior, which is where small samples tend.
with shape as (
    select account_count.code as account, health_usual.part,
        coalesce(health_ratio.observed, 0) / dispersion + 1 / spread as shape,
        coalesce(health_ratio.expected, 0) / dispersion + 1 / spread as rate,
        health_ratio.units as units
    from account_count
    join health_usual on health_usual.part in ('depth', 'fan_activity', 'churn')
    left join health_ratio on health_ratio.account = account_count.code and health_ratio.part = health_usual.part
    where account_count.likes_raw > 0 or health_ratio.account is not null
)
select account, part, units, shape / rate as ratio,
    shape / rate * pow(greatest(1 - 1 / (9 * shape) - $z / (3 * sqrt(shape)), 0), 3) as low,
    shape / rate * pow(1 - 1 / (9 * shape) + $z / (3 * sqrt(shape)), 3) as high
from shape
