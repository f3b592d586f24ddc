-- A row is a person's like of a post, from an earlier run's rows or from this one's. Likes that were kept before
-- anybody said whose post it is get the author that is known now.
select kept.actor, coalesce(kept.author, late.author_code) as author, kept.post, kept.time
from kept_like as kept
left join (select code, author_code from post_id where unnamed and author_code is not null) as late
    on late.code = kept.post
union all
select said.actor, said.author, said.post, said.time
from like_once as said
left join like_again as again on again.actor = said.actor and again.post = said.post
where again.actor is null
