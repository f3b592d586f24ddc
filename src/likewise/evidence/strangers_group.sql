-- A row is a group; value is log2 of how often two members like the same account outside the group, over what
-- chance makes of their activity. High is shared interest; near zero is strangers.
with outward as (
    select member.grp, tie.actor, tie.author
    from tie
    join member on member.account = tie.actor
    join account on account.code = tie.author and account.received <= $everybodys
    left join member as fellow on fellow.account = tie.author and fellow.grp = member.grp
    where fellow.account is null
),
liked as (select grp, author, count(*) as members from outward group by grp, author),
audience as (
    select tie.author, cast(count(*) as double) as fans
    from tie join account on account.code = tie.author and account.received <= $everybodys
    group by tie.author
),
chance as (select sum(fans * fans) / nullif(pow(sum(fans), 2), 0) as share from audience),
width as (select grp, actor, cast(count(*) as double) as width from outward group by grp, actor),
pairs as (
    select grp, (pow(sum(width), 2) - sum(width * width)) / 2 as products from width group by grp
),
common as (select grp, sum(members * (members - 1) / 2.0) as shared from liked group by grp)
select pairs.grp, log2((common.shared + 0.5) / (pairs.products * chance.share + 0.5)) as value
from pairs
join common on common.grp = pairs.grp
cross join chance
where pairs.products > 0
