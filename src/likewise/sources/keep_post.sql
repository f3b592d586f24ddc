-- A row is a post on which something happened: its code, its author, and what it is put in order by.
select id, code, author, unnamed or author is null as unnamed, first, events, moments
from post_id
where events > 0
