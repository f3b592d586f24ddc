-- A row is a group; value is how much the number of likes from inside varies among posts of one member (variance), over
-- what chance makes of it (each other member likes a post, or doesn't, on its own).
with inside as (
    select group_tie.grp, favour.post, count(*) as likes
    from group_tie
    join favour on favour.actor = group_tie.actor and favour.author = group_tie.author
    group by group_tie.grp, favour.post
),
posted as (
    select member.grp, post.author, coalesce(inside.likes, 0) as got
    from member
    join post on post.author = member.account
    left join inside on inside.grp = member.grp and inside.post = post.code
),
of_author as (
    select grp, author, cast(count(*) as double) as items, cast(sum(got) as double) as got,
        cast(sum(got * got) as double) as squares
    from posted group by grp, author having count(*) > 1
),
varying as (
    select of_author.grp,
        sum((squares - got * got / items) * items / (items - 1)) as seen,
        sum(got * (1 - least(got / items / (group_size.size - 1), 0.95))) as chance
    from of_author join group_size on group_size.grp = of_author.grp
    where group_size.size > 1
    group by of_author.grp
)
select grp, (seen + 1) / (chance + 1) as value from varying
