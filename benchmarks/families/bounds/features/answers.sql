-- A row is an author and how much it says under its own posts for each comment of others there.
select
    author as account,
    count(*) filter (where actor = author) / (1.0 + count(*) filter (where actor <> author)) as own_comments
from event
where kind = 'comment'
group by author
