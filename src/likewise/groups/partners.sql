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
linked as (
    select coalesce(gives.grp, gets.grp) as grp, coalesce(gives.account, gets.account) as account,
        coalesce(gives.partners, 0) as gives, coalesce(gets.partners, 0) as gets
    from gives full join gets on gets.grp = gives.grp and gets.account = gives.account
    where coalesce(gives.partners, 0) + coalesce(gets.partners, 0) >= $partners and coalesce(gives.partners, 0) > 0
),
placed as (
    select linked.*, account.given, account.received, account.posts, inside.account is not null as inside
    from linked
    join account on account.code = linked.account
    left join member as inside on inside.grp = linked.grp and inside.account = linked.account
),
whole as (
    select member.grp, count(*) as size, sum(account.given) as given, sum(account.received) as received,
        greatest(1, median(account.posts)) as posts
    from member join account on account.code = member.account group by member.grp
),
usual as (
    select grp, greatest(0.5, median(gives)) as gives, greatest(0.5, median(gets)) as gets
    from placed where inside group by grp
),
chance as (
    select
        placed.*, whole.size, usual.gives as usual_gives,
        -- Who posts little can't be liked by many: as a member it would get its part.
        greatest(0.05, usual.gets * least(1, placed.posts / whole.posts)) as usual_gets,
        greatest(1e-4, placed.given * whole.received / total.likes) as chance_gives,
        greatest(1e-4, placed.received * whole.given / total.likes) as chance_gets
    from placed
    join usual on usual.grp = placed.grp
    join whole on whole.grp = placed.grp
    cross join tie_total as total
)
select
    grp, account, size, usual_gives, chance_gives,
    gives * log2(usual_gives / chance_gives) - (usual_gives - chance_gives) / ln(2)
        + case when usual_gets > chance_gets
            then gets * log2(usual_gets / chance_gets) - (usual_gets - chance_gets) / ln(2) else 0 end as bits
from chance
