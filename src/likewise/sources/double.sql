-- A row is an event that an earlier row said already (same person, post and kind; for kinds that can
-- happen again, the same moment and words too).
with ranked as (
    select
        file, line, kind,
        row_number() over (
            partition by actor, post, kind,
                case when post is not null and (kind = 'like' or kind in $once) then null else time end,
                case when post is not null and kind = 'like' then null else author_id end,
                case when kind = 'like' then null else text end
            order by time, file, line
        ) as place
    from coded_event
    where not at_odds
)
select file, line, 'events' as "table", $reason as reason, kind as detail
from ranked
where place > 1
