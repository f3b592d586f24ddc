-- A row is how many kept likes turn out to be of one's own posts, now that their author is known.
select count(*)
from kept_like as kept
join post_id as late on late.code = kept.post and late.unnamed
where kept.author is null and late.author_code = kept.actor
