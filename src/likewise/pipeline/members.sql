-- A row is a member of a found group, with the bits for its belonging there (none in lockstep, where acting together
-- is all there is).
select
    account.id as account,
    found_group.name as "group",
    membership.probability,
    make_timestamp(membership.joined) at time zone 'UTC' as joined,
    cast(membership.given as bigint) as given,
    cast(membership.received as bigint) as received,
    membership.bits,
    membership.prior_bits,
    /* facts */
from membership
join found_group on found_group.grp = membership.grp
join account on account.code = membership.account
order by found_group.probability desc, found_group.grp, membership.probability desc, membership.account
