-- A row is a group; value is one half plus how much more often members like fellow members in a run, or just
-- before a post of their own, than they like others so.
with hasty as (
    select grp, inside, case when run >= $run or ahead then 1.0 else 0.0 end as hasty from group_like
),
mean as (
    select grp,
        sum(hasty) filter (where inside) as near, count(*) filter (where inside) as near_likes,
        sum(hasty) filter (where not inside) as far, count(*) filter (where not inside) as far_likes
    from hasty group by grp
)
select mean.grp,
    0.5 + (near / near_likes - (coalesce(far, 0) + $prior * near / near_likes) / (far_likes + $prior)) as value
from mean
where near_likes > 0
