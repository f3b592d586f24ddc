-- A row is an act in the window on somebody else's post or account, other than those that a group traded.
with act as (
    select actor, author, post, 'like' as kind, time, cast(null as double) as completion from "like"
    union all
    select actor, author, post, kind, time, completion from deed where author is distinct from actor
)
select act.actor, act.author, act.post, act.kind, act.completion
from act
left join fit_traded as traded
    on traded.actor = act.actor and traded.post is not distinct from act.post
    and traded.author is not distinct from act.author and traded.kind = act.kind and traded.time = act.time
where act.time >= $begin and act.time < $until and traded.actor is null
