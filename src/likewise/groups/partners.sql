-- A row is an account that gives to members of a candidate group, and gets from at least $gets: to how many and from
-- how many, against what chance makes of its activity and theirs. odds are log2 of the odds of belonging: how likely
-- both counts are for a member, against strangers and acquaintances in proportion to how many there are of each. Where
-- so much is given that chance alone makes most members each other's partners ($crowded of them), how many partners one
-- has says nothing: there likes are counted instead, and strangers are only those who give and get themselves.
with linked as (
    select grp, account, sum(gives) as gives, sum(gets) as gets, sum(gave) as gave, sum(got) as got
    from (
        select member.grp, tie.actor as account, 1 as gives, 0 as gets, tie.likes as gave, 0 as got
        from tie join member on member.account = tie.author
        union all
        select member.grp, tie.author, 0, 1, 0, tie.likes
        from tie join member on member.account = tie.actor
    ) as way
    group by grp, account
    having sum(gives) + sum(gets) >= $partners and sum(gives) > 0 and sum(gets) >= $gets
),
met as (
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
crowd as (
    select met.grp,
        median(1 - exp(-cast(met.given as double) * whole.received / total.likes / whole.size)) >= $crowded as crowded
    from met join whole on whole.grp = met.grp cross join tie_total as total
    where met.inside
    group by met.grp
),
placed as (
    select met.grp, met.account, met.given, met.received, met.posts, met.inside, crowd.crowded,
        case when crowd.crowded then met.gave else met.gives end as gives,
        case when crowd.crowded then met.got else met.gets end as gets
    from met join crowd on crowd.grp = met.grp
),
usual as (
    select grp,
        greatest(0.5, median(gives)) as gives, greatest(0.5, median(gets)) as gets,
        -- How much more members differ than counting noise: 0 for Poisson, 1 for geometric.
        greatest($spread, least(1, (var_pop(gives) - avg(gives)) / pow(avg(gives), 2))) as gives_spread,
        greatest($spread, least(1, (var_pop(gets) - avg(gets)) / pow(greatest(avg(gets), 1), 2))) as gets_spread
    from placed where inside group by grp
),
chance as (
    select
        placed.*, whole.size, usual.gives as usual_gives, total.accounts, total.exchanging,
        -- Who posts little can't be liked by many: as a member it would get its part. Some data tells of no posts.
        greatest(0.05, usual.gets * case when placed.posts = 0 then 1 else least(1, placed.posts / whole.posts) end)
            as usual_gets,
        1 / usual.gives_spread as gives_shape, 1 / usual.gets_spread as gets_shape,
        -- Partners, not likes: several likes may go to the same member.
        greatest(1e-4, case when placed.crowded then placed.given * whole.received / total.likes
            else whole.size * (1 - exp(-placed.given * whole.received / total.likes / whole.size)) end) as chance_gives,
        greatest(1e-4, case when placed.crowded then placed.received * whole.given / total.likes
            else whole.size * (1 - exp(-placed.received * whole.given / total.likes / whole.size)) end) as chance_gets
    from placed
    join usual on usual.grp = placed.grp
    join whole on whole.grp = placed.grp
    cross join tie_total as total
),
direction as (
    select grp, account, 'gives' as way, gives as n, usual_gives as usual, chance_gives as chance, gives_shape as shape from chance
    union all
    select grp, account, 'gets', gets, usual_gets, chance_gets, gets_shape from chance where usual_gets > chance_gets
),
-- log of the chance of n: of a member's count (negative binomial), of a stranger's (Poisson), and of one who knows
-- some members (geometric). Stirling's formula for the gamma function.
likelihood as (
    select direction.*,
        (n + shape - 0.5) * ln(n + shape) - (n + shape) + 1 / (12 * (n + shape))
            - ((shape - 0.5) * ln(shape) - shape + 1 / (12 * shape))
            - ((n + 0.5) * ln(n + 1.0) - (n + 1) + 1 / (12.0 * (n + 1)) + 0.5 * ln(2 * pi()))
            + shape * ln(shape / (shape + usual)) + n * ln(usual / (shape + usual)) as member,
        n * ln(chance) - chance - ((n + 0.5) * ln(n + 1.0) - (n + 1) + 1 / (12.0 * (n + 1)) + 0.5 * ln(2 * pi())) as stranger,
        n * ln(($friends + chance) / (1 + $friends + chance)) - ln(1 + $friends + chance) as acquaintance
    from direction
),
told as (
    select grp, account, sum(member) as member, sum(stranger) as stranger, sum(acquaintance) as acquaintance
    from likelihood group by grp, account
),
-- Odds count heads: of all accounts, size are members, $acquainted times as many know some, the rest are strangers.
against as (
    select chance.grp, chance.account, chance.usual_gives, chance.chance_gives,
        told.member + ln(chance.size) as member,
        told.stranger + ln(case when chance.crowded then chance.exchanging else chance.accounts end) as stranger,
        told.acquaintance + ln($acquainted * chance.size) as acquaintance
    from chance
    join told on told.grp = chance.grp and told.account = chance.account
)
select grp, account,
    (member - greatest(stranger, acquaintance) - ln(1 + exp(-abs(stranger - acquaintance)))) / ln(2) as odds
from against
where usual_gives > chance_gives
