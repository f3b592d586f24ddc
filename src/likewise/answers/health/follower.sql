-- A row is a follower that the data knows of: since when (the first event at all, where only its leaving was seen), until
-- when, how likely its follow was not traded, and whether it really acted on the author's later posts.
with span as (
    select min(time) as first, max(time) as last from (select time from "like" union all select time from deed)
),
told as (
    select actor, author,
        min(case when kind = 'follow' then time end) as followed,
        max(case when kind = 'follow' then time end) as followed_again,
        max(case when kind = 'unfollow' then time end) as unfollowed
    from deed where kind in ('follow', 'unfollow') and author is not null and author <> actor
    group by actor, author
),
traded as (
    select actor, author, max(probability) as probability from exchanged where kind = 'follow' group by actor, author
)
select told.author, told.actor,
    coalesce(told.followed, span.first) as since,
    case when told.unfollowed > coalesce(told.followed_again, span.first - 1) then told.unfollowed end as lost_at,
    span.last as until,
    1 - coalesce(traded.probability, 0) as organic,
    coalesce(health_reader.late, 0) as late
from told
cross join span
left join traded on traded.actor = told.actor and traded.author = told.author
left join health_reader on health_reader.actor = told.actor and health_reader.author = told.author
