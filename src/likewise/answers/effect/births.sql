-- Whether the time of publication is known for at least $share of the liked posts.
select coalesce(avg(case when post.time is not null then 1.0 else 0.0 end) >= $share, false)
from (select distinct post from "like" where post is not null) as liked
join post on post.code = liked.post
