-- A row is a post with views by a member of the panel.
select author as account, cast(floor((born - $origin) / 86400000000.0) as integer) as day, views, traders, outside
from shown
where member and views > 0
