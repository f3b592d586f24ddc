-- A row is an account's first event of the kind on a post that isn't its own; where the post isn't known, each event. A
-- post that its author has written as a comment, in the same words at the same moment, is a reply: what people say to each
-- other in a conversation is no favour.
with reply as (
    select distinct post.code
    from post
    join deed on deed.actor = post.author and deed.time = post.time and deed.text = post.text
    where deed.kind = 'comment'
)
select deed.actor, deed.author, deed.post, min(deed.time) as time
from deed
left join reply on reply.code = deed.post
where deed.kind = $kind and deed.author is distinct from deed.actor and reply.code is null
group by deed.actor, deed.author, deed.post, case when deed.post is null then deed.time end
