-- A row is an account's views of one post: how long it looked in all (seconds) and how much of it it saw at most.
select actor as account, post, sum(dwell_s) as dwell_s, max(completion) as completion
from event where kind = 'view' group by actor, post
