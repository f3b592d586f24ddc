-- A row is a pair; value is the share of the two directions in which one follows the other.
with following as (
    select distinct deed.actor, deed.author from deed where kind = 'follow'
)
select
    pair.a, pair.b,
    ((there.actor is not null)::integer + (back.actor is not null)::integer) / 2.0 as value
from pair
left join following as there on there.actor = pair.a and there.author = pair.b
left join following as back on back.actor = pair.b and back.author = pair.a
