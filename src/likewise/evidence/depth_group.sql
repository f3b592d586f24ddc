-- A row is a group; value is one half plus how much more often members like fellow members without looking
-- than they like others so.
with seen as (
    select member.grp, watched.blind, fellow.account is not null as inside
    from watched
    join member on member.account = watched.actor
    left join member as fellow on fellow.account = watched.author and fellow.grp = member.grp
),
mean as (
    select grp,
        cast(sum(blind) filter (where inside) as double) as near, count(*) filter (where inside) as near_likes,
        cast(sum(blind) filter (where not inside) as double) as far, count(*) filter (where not inside) as far_likes
    from seen group by grp
)
select grp,
    0.5 + (near / near_likes - (coalesce(far, 0) + $prior * near / near_likes) / (far_likes + $prior)) as value
from mean
where near_likes > 0
