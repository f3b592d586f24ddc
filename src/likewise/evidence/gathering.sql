-- A row is a moment that several people shared: so many likes of one post in the same $window_s seconds.
select post, cast(floor(time / ($window_s * 1000000.0)) as integer) as slot, cast(count(*) as integer) as people
from favour
where post is not null
group by post, slot
having count(*) > 1
