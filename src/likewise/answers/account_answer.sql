-- A row is an account with its real share (and 95 % interval), depth, dependence and health.
with deepness as (
    select code, percent_rank() over (order by (deep_real + 0.5) / (likes_real + 1)) as depth
    from account_count
    where likes_raw >= $depth_least and exists (select 1 from deed where kind in ('comment', 'save', 'repost'))
),
share as (
    select
        account_count.*, deepness.depth,
        case when likes_raw > 0 then likes_real / likes_raw end as real_share,
        case when likes_raw + likes_given > 0
            then (likes_raw - likes_real + likes_given_traded) / (likes_raw + likes_given) end as dependence,
        case when likes_raw > 0 then
            sqrt(greatest(likes_variance, 0) + $z * $z / 4 / 4) / likes_raw end as spread
    from account_count
    left join deepness on deepness.code = account_count.code
)
select
    *,
    case when real_share is not null then greatest(0, real_share - $z * spread) end as real_share_low,
    case when real_share is not null then least(1, real_share + $z * spread) end as real_share_high,
    case when real_share is not null then
        100 * (real_share + (1 - dependence) + coalesce(depth, 0))
            / (2 + case when depth is null then 0 else 1 end) end as health
from share
