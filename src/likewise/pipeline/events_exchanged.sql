-- A row is an event that was probably traded.
select who.id as actor, post.id as post, exchanged.kind, exchanged.probability
from exchanged
join account as who on who.code = exchanged.actor
left join post on post.code = exchanged.post
