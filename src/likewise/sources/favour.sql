-- A row is an account's first event of the kind on a post that isn't its own; where the post isn't known, each event.
select actor, author, post, min(time) as time
from deed
where kind = $kind and author is distinct from actor
group by actor, author, post, case when post is null then time end
