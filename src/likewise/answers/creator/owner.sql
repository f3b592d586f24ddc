-- A row says, of the posts out of exports of one's own ($exports), or of the others: how many there are, how many of them
-- name no author, which authors are first and last by name, and how many authors all posts have.
with item as (
    select account.id as author, coalesce(declared.file in $exports, false) as own
    from post
    left join account on account.code = post.author
    left join source_post as declared on declared.post = post.id
)
select own, count(*) as posts, count(*) - count(author) as nameless, min(author) as first, max(author) as last,
    max(every.authors) as authors
from item
cross join (select count(distinct author) as authors from item) as every
group by own
