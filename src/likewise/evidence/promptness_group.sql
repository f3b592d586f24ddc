-- A row is a group; value is one half plus how much sooner members like fellow members' posts than they
-- like other people's (mean shares of all likes that waited longer).
with mean as (
    select grp,
        sum(promptness) filter (where inside) as near, count(promptness) filter (where inside) as near_likes,
        sum(promptness) filter (where not inside) as far, count(promptness) filter (where not inside) as far_likes
    from group_like group by grp
)
select grp,
    0.5 + (near / near_likes - (coalesce(far, 0) + 0.5 * $prior) / (far_likes + $prior)) as value
from mean
where near_likes > 0
