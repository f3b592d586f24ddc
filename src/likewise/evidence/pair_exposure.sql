-- A row is a pair and how many posts each made since the two first met, up to a day after they last did. Counted along
-- each author's time line, so that the posts of somebody in many pairs aren't laid beside each of them.
with span as (
    select a, b, a_to_b, b_to_a, first - 86400000000 as since, last + 86400000000 as until
    from pair where first is not null
),
side as (
    select a, b, a as author, since, until from span
    union all
    select a, b, b as author, since, until from span
),
-- Where times are the same, spans begin before posts and end after them.
line as (
    select author, born as time, 1 as place, 1 as posts, cast(null as integer) as sign, null as a, null as b
    from post where author is not null and born is not null
    union all
    select author, since, 0, 0, -1, a, b from side
    union all
    select author, until, 2, 0, 1, a, b from side
),
running as (
    select author, a, b, sign,
        sum(posts) over (
            partition by author order by time, place rows between unbounded preceding and current row
        ) as posts
    from line
),
counted as (
    select a, b, author, cast(sum(sign * posts) as bigint) as posts
    from running where sign is not null
    group by a, b, author
    having sum(sign * posts) > 0
)
select
    span.a, span.b, span.a_to_b, span.b_to_a,
    greatest(span.b_to_a, own.posts) as a_posts,
    greatest(span.a_to_b, other.posts) as b_posts
from span
join counted as own on own.a = span.a and own.b = span.b and own.author = span.a
join counted as other on other.a = span.a and other.b = span.b and other.author = span.b
