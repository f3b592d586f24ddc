-- A row is something other than a like that a person did; copies counts the rows that said the same.
select
    actor, author, post, kind, min(time) as time, text,
    max(dwell_s) as dwell_s, max(completion) as completion, cast(sum(copies) as bigint) as copies
from deed_said
group by actor, author, post, kind, text, case when post is not null and kind in $once then null else time end
