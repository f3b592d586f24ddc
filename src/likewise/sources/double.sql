-- A row is an event that an earlier row said already (same person, post and kind; for kinds that can
-- happen again, the same moment and words too), or one that was done again at another time where it counts once. The
-- earlier row may be an earlier run's (like_again, deed_again).
with ranked as (
    select
        event.file, event.line, event.kind, event.time,
        liked.actor is not null or done.actor is not null as again,
        coalesce(lag(event.time) over told, liked.time, done.time) as before,
        row_number() over told as place
    from coded_event as event
    left join like_again as liked
        on event.kind = 'like' and liked.actor = event.actor and liked.post = event.post
    left join deed_again as done
        on done.actor = event.actor and done.post = event.post and done.kind = event.kind
        and done.text is not distinct from event.text
    where not event.at_odds
    window told as (
        partition by event.actor, event.post, event.kind, event.author,
            case
                when event.post is not null and (event.kind = 'like' or event.kind in $once) then null
                else event.time
            end,
            case when event.kind = 'like' then null else event.text end
        order by event.time, event.file, event.line
    )
)
select
    file, line, 'events' as "table", case when time = before then $said else $done end as reason, kind as detail
from ranked
where place > 1 or again
