-- A row is an account and a candidate group: how many members it gives to and gets from, against what chance
-- makes of its activity and theirs; bits weigh both counts under the group's own medians against chance.
with gives as (
    select member.grp, tie.actor as account, count(*) as partners
    from tie join member on member.account = tie.author
    group by member.grp, tie.actor
),
gets as (
    select member.grp, tie.author as account, count(*) as partners
    from tie join member on member.account = tie.actor
    group by member.grp, tie.author
),
both_ways as (
    select
        gives.grp, gives.account,
        gives.partners as gives, gets.partners as gets,
        account.given, account.received,
        inside.account is not null as inside
    from gives
    join gets on gets.grp = gives.grp and gets.account = gives.account
    join account on account.code = gives.account
    left join member as inside on inside.grp = gives.grp and inside.account = gives.account
),
weight as (
    select member.grp, count(*) as size, sum(account.given) as given, sum(account.received) as received
    from member join account on account.code = member.account group by member.grp
),
usual as (
    select grp, greatest(0.5, median(gives)) as gives, greatest(0.5, median(gets)) as gets
    from both_ways where inside group by grp
),
chance as (
    select
        both_ways.*, usual.gives as usual_gives, usual.gets as usual_gets, weight.size,
        greatest(1e-4, both_ways.given * weight.received / total.likes) as chance_gives,
        greatest(1e-4, both_ways.received * weight.given / total.likes) as chance_gets
    from both_ways
    join usual on usual.grp = both_ways.grp
    join weight on weight.grp = both_ways.grp
    cross join (select cast(sum(likes) as double) as likes from tie) as total
)
select
    grp, account, gives, gets, size, inside, usual_gives, usual_gets, chance_gives, chance_gets,
    gives * log2(usual_gives / chance_gives) - (usual_gives - chance_gives) / ln(2)
        + gets * log2(usual_gets / chance_gets) - (usual_gets - chance_gets) / ln(2) as bits
from chance
