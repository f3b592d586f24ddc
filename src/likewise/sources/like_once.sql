-- A row is a person's like of a post, at the first time it is seen.
-- Where the data names no post, each moment is a like of its own.
select actor, any_value(author) as author, post, min(time) as time
from like_said
group by actor, post, case when post is null then author end, case when post is null then time end
