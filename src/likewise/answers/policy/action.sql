-- A row is an account that some rule reaches: the strictest action, and the group and the rule that decide. Of
-- several that are as strict, the group that the account likeliest belongs to, then the rule that comes first.
-- discounted tells whether any rule that reaches it is a discount, which waits for nobody and goes on beneath
-- whatever else is proposed.
with reached as (
    select
        member.*, found.kind, found.probability as group_probability,
        rule.name as rule, rule.action, rule.strictness, rule.place
    from result_members as member
    join result_groups as found on found."group" = member."group"
    join rule
        on (rule.kind = 'any' or rule.kind = found.kind)
        and member.probability >= rule.probability
        and found.probability >= rule.group_probability
),
ranked as (
    select
        *,
        bool_or(action = 'discount') over (partition by account) as discounted,
        row_number() over (
            partition by account order by strictness desc, probability desc, group_probability desc, "group", place
        ) as standing
    from reached
)
select
    ranked.account,
    ranked."group",
    ranked.kind,
    ranked.action,
    ranked.rule,
    ranked.probability,
    ranked.group_probability,
    ranked.given,
    ranked.received,
    whole.real_share,
    coalesce(gave.likes, 0) as likes,
    coalesce(gave.traded, 0) as likes_traded,
    coalesce(gave.honest, 0) as likes_honest,
    ranked.discounted,
    ranked.bits,
    ranked.prior_bits,
    /* facts */
from ranked
left join result_accounts as whole on whole.account = ranked.account
left join gave on gave.account = ranked.account
where ranked.standing = 1
order by ranked.strictness desc, ranked.probability desc, ranked."group", ranked.given desc, ranked.account
