-- A row is a like of a post by a member of a group.
select member.grp, mark.actor, mark.post, mark.time
from mark join member on member.account = mark.actor
where mark.post is not null
