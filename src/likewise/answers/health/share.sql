-- A row is an account and a part that is a share: the share, n that it rests on, and effective, the n that a binomial
-- share of the same variance would have. All traded events hang together on whether the account takes part, which adds
-- share_traded^2 (1 - p) / p to the binomial variance of a share that is traded with probability p.
with now as (
    select author as code, sum(shown) as shown, sum(traded) as traded
    from health_post where half = 2 group by author
),
hanging as (
    select code as account, probability, 'real_share' as part, likes_by_person as n,
        (likes_raw - likes_real) / likes_by_person as traded
    from account_count where likes_by_person > 0
    union all
    select code, probability, 'dependence', likes_by_person + likes_given,
        (likes_raw - likes_real + likes_given_traded) / (likes_by_person + likes_given)
    from account_count where likes_by_person + likes_given > 0
    union all
    select account_count.code, probability, 'forecast', now.shown, now.traded / now.shown
    from account_count join now on now.code = account_count.code
    where now.shown > 0 and likes_by_person > 0
),
hung as (
    select account, part, n, least(greatest(traded, 0), 1) as share, greatest(probability, traded) as taking_part
    from hanging
),
counted as (
    select account, part, share, n, taking_part,
        case when share <= 0 or share >= 1 then n
            else 1 / (1 / n + share * (1 - taking_part) / taking_part / (1 - share)) end as effective
    from hung
    union all
    select account, health_ratio.part, least(observed / exposure, 1), exposure, null, exposure
    from health_ratio where part = 'fan_activity' or (part = 'churn' and not $unfollows)
    union all
    select author, 'churn', sum(case when lost_at is not null then organic else 0 end) / sum(organic), sum(organic), null,
        sum(organic)
    from health_follower where $unfollows group by author having sum(organic) > 0
    union all
    select account, health_ratio.part, observed_late / observed, observed, null, observed / dispersion
    from health_ratio join health_usual on health_usual.part = health_ratio.part
    where health_ratio.part = 'trust' and observed > 0 and expected_early > 0 and expected_late > 0
)
-- Wilson's interval: it holds what it says from the smallest samples on, and never leaves 0..1.
select account, part, share, n, taking_part, effective,
    greatest((share + $z * $z / 2 / effective
        - $z * sqrt(share * (1 - share) / effective + $z * $z / 4 / effective / effective)) / (1 + $z * $z / effective), 0) as low,
    least((share + $z * $z / 2 / effective
        + $z * sqrt(share * (1 - share) / effective + $z * $z / 4 / effective / effective)) / (1 + $z * $z / effective), 1) as high
from counted
where effective > 0
