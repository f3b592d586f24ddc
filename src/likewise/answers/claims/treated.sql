-- A row is an account that was surely enough in a group.
select author as account
from exchanged
where kind = 'like' and author is not null and probability >= $suspect
group by author
having max(probability) >= $treated and sum(probability) >= $least
order by (cast(author as bigint) * 2654435761) % 4294967296, author
limit $most
