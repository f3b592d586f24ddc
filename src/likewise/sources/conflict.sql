-- A row is an event that names another author than its post has.
select file, line, 'events' as "table", $reason as reason, author_id as detail
from coded_event
where at_odds
