-- A row is a like in a moment that several people shared; people counts them.
select
    "like".actor, "like".author, "like".post, "like".time, gathering.slot, gathering.people
from "like"
join gathering
    on gathering.post = "like".post and gathering.slot = cast(floor("like".time / ($window_s * 1000000.0)) as integer)
