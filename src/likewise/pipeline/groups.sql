-- A row is a found group with its facts and their bits; size counts those who belong rather than not.
with belong as (
    select membership.grp, count(*) as size
    from membership join found_group on found_group.grp = membership.grp
    where membership.probability >= 0.5 * found_group.probability
    group by membership.grp
)
select
    found_group.name as "group",
    cast(coalesce(belong.size, 0) as bigint) as size,
    found_group.probability,
    found_group.kind,
    make_timestamp(cast(found_group.first as bigint)) at time zone 'UTC' as first_seen,
    make_timestamp(cast(found_group.last as bigint)) at time zone 'UTC' as last_seen,
    cast(found_group.likes as bigint) as likes_exchanged,
    cast(found_group.core as bigint) as core,
    found_group.bits,
    found_group.prior_bits,
    /* facts */
from found_group
left join belong on belong.grp = found_group.grp
order by found_group.probability desc, belong.size desc, found_group.grp
