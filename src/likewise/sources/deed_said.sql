-- A row is an event that says that a person did something other than like.
select actor, author, post, kind, time, text, dwell_s, completion, 1 as copies
from coded_event
where kind <> 'like' and not at_odds
