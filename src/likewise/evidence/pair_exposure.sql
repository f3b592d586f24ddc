-- A row is a pair and how many posts each made since the two first met, up to a day after they last did.
with span as (
    select a, b, a_to_b, b_to_a, first - 86400000000 as since, last + 86400000000 as until from pair
),
side as (
    select a, b, a as author, since, until from span
    union all
    select a, b, b as author, since, until from span
),
counted as (
    select side.a, side.b, side.author, count(*) as posts
    from side
    join post on post.author = side.author and post.born between side.since and side.until
    group by side.a, side.b, side.author
)
select
    span.a, span.b, span.a_to_b, span.b_to_a,
    greatest(span.b_to_a, coalesce(own.posts, 0)) as a_posts,
    greatest(span.a_to_b, coalesce(other.posts, 0)) as b_posts
from span
join counted as own on own.a = span.a and own.b = span.b and own.author = span.a
join counted as other on other.a = span.a and other.b = span.b and other.author = span.b
