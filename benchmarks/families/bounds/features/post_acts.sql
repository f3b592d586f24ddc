-- A row is a post and how many acts it got, from partners of its author and from others.
select
    published.post, published.author,
    cast(count(moment.post) filter (where inside) as double) as inside,
    cast(count(moment.post) filter (where not inside) as double) as outside
from published left join moment on moment.post = published.post
group by published.post, published.author
