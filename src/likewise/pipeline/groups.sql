-- A row is a found group with its facts and their bits.
select
    found_group.name as "group",
    cast(found_group.size as bigint) as size,
    found_group.probability,
    found_group.kind,
    make_timestamp(cast(found_group.first as bigint)) at time zone 'UTC' as first_seen,
    make_timestamp(cast(found_group.last as bigint)) at time zone 'UTC' as last_seen,
    cast(found_group.likes as bigint) as likes_exchanged,
    found_group.bits,
    found_group.prior_bits,
    /* facts */
from found_group
order by found_group.probability desc, found_group.size desc, found_group.grp
