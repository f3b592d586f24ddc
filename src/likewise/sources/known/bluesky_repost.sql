-- A row is a repost for which a post stands in a feed.
select file, line, problem, excerpt, reposter as actor, person as author, uri as post, repost_time as time
from given
where problem is null and reposter is not null
