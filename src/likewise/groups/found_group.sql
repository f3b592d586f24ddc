-- A row is a finding: a group that no likelier one covers, with its facts, bits and name. In lockstep, the likes
-- given together stand for those exchanged.
with together as (
    select grp, count(*) as likes, min(time) as first, max(time) as last from unison_like group by grp
)
select
    group_weighed.* replace (
        case when group_weighed.kind = 'lockstep' then coalesce(together.likes, 0) else group_weighed.likes end as likes,
        case when group_weighed.kind = 'lockstep' then together.first else group_weighed.first end as first,
        case when group_weighed.kind = 'lockstep' then together.last else group_weighed.last end as last
    ),
    'g' || row_number() over (
        order by group_weighed.probability desc, group_weighed.size desc, group_weighed.first, group_weighed.grp
    ) as name
from group_weighed
left join together on together.grp = group_weighed.grp
anti join overlap on overlap.grp = group_weighed.grp
where group_weighed.probability >= $finding
