-- A row is a group; value is how far each member gives inside as much as it gets there, weighted by likes.
with gave as (select grp, actor as account, sum(likes) as likes from group_tie group by grp, actor),
got as (select grp, author as account, sum(likes) as likes from group_tie group by grp, author)
select
    coalesce(gave.grp, got.grp) as grp,
    1 - sum(abs(coalesce(gave.likes, 0) - coalesce(got.likes, 0)))
        / cast(sum(coalesce(gave.likes, 0) + coalesce(got.likes, 0)) as double) as value
from gave full join got on got.grp = gave.grp and got.account = gave.account
group by coalesce(gave.grp, got.grp)
