-- A row is something other than a like that a person did, from an earlier run's rows or from this one's.
select
    kept.actor, coalesce(kept.author, late.author_code) as author, kept.post, kept.kind, kept.time, kept.text,
    kept.dwell_s, kept.completion, kept.copies
from kept_deed as kept
left join (select code, author_code from post_id where unnamed and author_code is not null) as late
    on late.code = kept.post
union all
select actor, author, post, kind, time, text, dwell_s, completion, copies from deed_once
