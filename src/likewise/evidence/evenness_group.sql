-- A row is a group; value is how evenly its likes lie over its ties against what counting noise allows:
-- 1 where ties differ only as chance makes them, toward 0 where some are close and many are not.
with share as (
    select group_tie.grp, group_tie.likes, account.posts, group_size.likes / nullif(cast(group_size.posts as double) * (group_size.size - 1), 0) as rate
    from group_tie
    join account on account.code = group_tie.author
    join group_size on group_size.grp = group_tie.grp
    where account.posts > 0
),
spread as (
    select grp,
        sum(pow(likes - rate * posts, 2)) as seen,
        sum(greatest(rate * posts * (1 - least(rate, 0.99)), 0.05)) as noise
    from share group by grp
)
select grp, 1 / (1 + greatest(0, ln(seen / noise))) as value from spread where noise > 0 and seen > 0
