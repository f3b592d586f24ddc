-- One row: likes that probable members gave away to their groups, and the posts that they made while they took part.
with taking_part as (
    select account, max(probability) as probability, min(joined) as joined, max(left_at) as left_at
    from membership where probability >= 0.5 group by account
),
gave as (
    select actor as account, sum(probability) as likes from exchanged where kind = 'like' group by actor
),
wrote as (
    select taking_part.account, count(*) as posts
    from taking_part join post on post.author = taking_part.account
        and post.born >= taking_part.joined and post.born <= taking_part.left_at
    group by taking_part.account
)
select sum(gave.likes) as likes, sum(wrote.posts) as posts
from wrote join gave on gave.account = wrote.account
