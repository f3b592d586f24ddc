-- A row is a group; value is how many outsiders, for each member, have at least $part of the median member's number of
-- partners inside (both ways counted).
with linked as (
    select grp, account, count(*) as partners
    from (
        select member.grp, tie.author as account from member join tie on tie.actor = member.account
        union all
        select member.grp, tie.actor from member join tie on tie.author = member.account
    ) as way
    group by grp, account
),
placed as (
    select linked.*, member.account is not null as inside
    from linked left join member on member.grp = linked.grp and member.account = linked.account
),
usual as (select grp, median(partners) as partners from placed where inside group by grp),
near as (
    select placed.grp, sum(case when not placed.inside and placed.partners >= $part * usual.partners then 1 else 0 end)
        as outsiders
    from placed join usual on usual.grp = placed.grp
    group by placed.grp
)
select near.grp, near.outsiders / cast(group_size.size as double) as value
from near join group_size on group_size.grp = near.grp
