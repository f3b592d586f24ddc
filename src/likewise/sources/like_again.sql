-- A row is a like of a post that an earlier run has kept and this one's rows say again, with its time in what is kept.
select said.actor, said.post, kept_like.time
from kept_like
join like_once as said on said.actor = kept_like.actor and said.post = kept_like.post
