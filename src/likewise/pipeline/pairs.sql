-- A row is a pair of accounts that like each other, or act in lockstep, with the bits of each fact.
select
    one.id as a,
    other.id as b,
    cast(pair_weighed.a_to_b as bigint) as a_to_b,
    cast(pair_weighed.b_to_a as bigint) as b_to_a,
    pair_weighed.probability,
    pair_weighed.bits,
    pair_weighed.prior_bits,
    /* facts */
from pair_weighed
join account as one on one.code = pair_weighed.a
join account as other on other.code = pair_weighed.b
