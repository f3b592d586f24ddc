-- A row is another deed that this run adds to what is kept, with the day (UTC) that its file lies under.
select
    actor, author, post, kind, time, text, dwell_s, completion, copies,
    cast(cast(make_timestamp(time) as date) as varchar) as day
from deed_once
order by time
