-- A row is a group: its members, the posts they made, and the ties, likes and mutual pairs among them.
with people as (
    select member.grp, count(*) as size, sum(account.posts) as posts, sum(account.given) as given,
        sum(account.received) as received, count(*) filter (where account.posts > 0 or account.received > 0) as authors
    from member join account on account.code = member.account
    group by member.grp
),
ties as (
    select one.grp, count(*) as ties, sum(one.likes) as likes,
        count(back.actor) as returned, min(one.first) as first, max(one.last) as last
    from group_tie as one
    left join group_tie as back on back.grp = one.grp and back.actor = one.author and back.author = one.actor
    group by one.grp
)
select
    people.grp, people.size, people.posts, people.given, people.received, people.authors,
    coalesce(ties.ties, 0) as ties, coalesce(ties.likes, 0) as likes,
    coalesce(ties.returned, 0) as returned, ties.first, ties.last
from people left join ties on ties.grp = people.grp
