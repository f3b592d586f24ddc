-- A row is an event that an earlier row said already (same person, post and kind; for kinds that can
-- happen again, the same moment and words too). The earlier row may be an earlier run's (like_again, deed_again).
with ranked as (
    select
        event.file, event.line, event.kind,
        liked.actor is not null or done.actor is not null as again,
        row_number() over (
            partition by event.actor, event.post, event.kind, event.author,
                case
                    when event.post is not null and (event.kind = 'like' or event.kind in $once) then null
                    else event.time
                end,
                case when event.kind = 'like' then null else event.text end
            order by event.time, event.file, event.line
        ) as place
    from coded_event as event
    left join like_again as liked
        on event.kind = 'like' and liked.actor = event.actor and liked.post = event.post
    left join deed_again as done
        on done.actor = event.actor and done.post = event.post and done.kind = event.kind
        and done.text is not distinct from event.text
    where not event.at_odds
)
select file, line, 'events' as "table", $reason as reason, kind as detail
from ranked
where place > 1 or again
