-- A row is a comment on somebody else's post; n is its number here.
select cast(row_number() over () as integer) as n, actor, author, post, time, text
from deed
where kind = 'comment' and text is not null and author is distinct from actor
