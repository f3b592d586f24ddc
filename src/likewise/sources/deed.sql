-- A row is something other than a like that a person did; copies counts the rows that said the same.
select
    actor, any_value(author) as author, post, kind, min(time) as time, text,
    max(dwell_s) as dwell_s, max(completion) as completion, count(*) as copies
from coded_event
where kind <> 'like' and not at_odds
group by actor, author_id, post, kind, text, case when post is not null and kind in $once then null else time end
