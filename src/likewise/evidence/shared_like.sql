-- A row is a like in a moment that several people shared; people counts them.
select
    favour.actor, favour.author, favour.post, favour.time, gathering.slot, gathering.people
from favour
join gathering
    on gathering.post = favour.post and gathering.slot = cast(floor(favour.time / ($window_s * 1000000.0)) as integer)
