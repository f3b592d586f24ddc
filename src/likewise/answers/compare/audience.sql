-- A row is a person who liked, commented, reposted or saved a candidate's post, and the chance that not all of it was
-- traded. What one person gives to one post or author is traded together or not at all.
with act as (
    select author, actor, post, 'like' as kind from "like" where author in $codes
    union all
    select author, actor, post, kind from deed
    where author in $codes and kind in ('comment', 'repost', 'save') and actor is distinct from author
),
traded as (
    select actor, post, kind, max(probability) as probability
    from exchanged where author in $codes group by actor, post, kind
)
select act.author, act.actor, act.post, 1 - min(coalesce(traded.probability, 0)) as real
from act
left join traded on traded.actor = act.actor and traded.kind = act.kind and traded.post is not distinct from act.post
group by act.author, act.actor, act.post
