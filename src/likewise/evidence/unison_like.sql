-- A row is a like that a fellow member of the group gave to the same post in the same moment.
with placed as (
    select member.grp, shared_like.actor, shared_like.post, shared_like.time, shared_like.slot
    from member
    semi join suspect on suspect.account = member.account
    join shared_like on shared_like.actor = member.account
),
cell as (select grp, post, slot from placed group by grp, post, slot having count(*) > 1)
select placed.grp, placed.actor, placed.post, placed.time
from placed join cell on cell.grp = placed.grp and cell.post = placed.post and cell.slot = placed.slot
