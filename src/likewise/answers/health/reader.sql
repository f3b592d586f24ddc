-- A row is a reader of an author: the chance that it really acted on the author's earlier posts and on the later ones
-- (of several acts the likeliest organic one counts), and how much it did on the earlier.
with act as (
    select actor, post, 'like' as kind from "like"
    union all
    select actor, post, kind from deed where kind in ('comment', 'save', 'repost')
),
traded as (
    select actor, post, kind, max(probability) as probability from exchanged where post is not null group by actor, post, kind
),
weighed as (
    select act.actor, health_post.author, health_post.half, 1 - coalesce(traded.probability, 0) as organic
    from act
    join health_post on health_post.post = act.post
    left join traded on traded.post = act.post and traded.actor = act.actor and traded.kind = act.kind
    where act.actor <> health_post.author
)
select author, actor,
    coalesce(max(case when half = 1 then organic end), 0) as early,
    coalesce(max(case when half = 2 then organic end), 0) as late,
    sum(case when half = 1 then organic else 0 end) as acts
from weighed
group by author, actor
