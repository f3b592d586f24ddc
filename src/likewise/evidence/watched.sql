-- A row is a suspect's like; blind is 1 when there is no view of that post by that person, or one of under
-- $glance_s seconds that saw under $glimpse of it.
with seen as (
    select deed.actor, deed.post, max(deed.dwell_s) as dwell_s, max(deed.completion) as completion
    from deed
    semi join suspect on suspect.account = deed.actor
    where kind = 'view'
    group by deed.actor, deed.post
)
select
    mark.actor, mark.author, mark.post,
    case
        when seen.actor is null then 1
        when seen.dwell_s is null and seen.completion is null then 0
        when coalesce(seen.dwell_s, 0) < $glance_s and coalesce(seen.completion, 0) < $glimpse then 1
        else 0
    end as blind
from mark
left join seen on seen.actor = mark.actor and seen.post = mark.post
