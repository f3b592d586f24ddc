-- One row: the moments shared by more than $crowd people, the likes in them, which lockstep leaves out, and all
-- likes of posts.
select
    count(*) as moments, cast(coalesce(sum(people), 0) as bigint) as likes,
    (select count(*) from favour where post is not null) as likes_all
from gathering
where people > $crowd
