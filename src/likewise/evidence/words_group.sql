-- A row is a group with comments inside; value is one half plus how much more generic its comments to fellow
-- members are than its members' comments to others.
with said as (
    select member.grp, genericness.generic, fellow.account is not null as inside
    from genericness
    join member on member.account = genericness.actor
    left join member as fellow on fellow.account = genericness.author and fellow.grp = member.grp
),
mean as (
    select grp,
        sum(generic) filter (where inside) as near, count(*) filter (where inside) as near_comments,
        sum(generic) filter (where not inside) as far, count(*) filter (where not inside) as far_comments
    from said group by grp
)
select grp,
    0.5 + ((near + 0.5 * $prior) / (near_comments + $prior) - (coalesce(far, 0) + 0.5 * $prior) / (far_comments + $prior)) as value
from mean
where near_comments > 0
