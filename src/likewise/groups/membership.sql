-- A row is a member of a finding: its probability is the group's times that of belonging, with the span of
-- its likes inside and how many it gave and got there. In a lockstep group, meetings stand for ties.
with gave as (
    select grp, actor as account, count(*) as partners, sum(likes) as likes, min(first) as first, max(last) as last
    from group_tie group by grp, actor
),
got as (
    select grp, author as account, count(*) as partners, sum(likes) as likes, min(first) as first, max(last) as last
    from group_tie group by grp, author
),
in_step as (
    select grp, actor as account, count(*) as likes, min(time) as first, max(time) as last
    from unison_like group by grp, actor
),
usual as (
    select member.grp, median(coalesce(gave.partners, 0) + coalesce(got.partners, 0)) as partners
    from member
    left join gave on gave.grp = member.grp and gave.account = member.account
    left join got on got.grp = member.grp and got.account = member.account
    group by member.grp
)
select
    member.grp, member.account,
    found_group.probability * case
        when found_group.kind = 'lockstep' then 1
        else 1 - pow(2, -$steepness * (coalesce(gave.partners, 0) + coalesce(got.partners, 0)) / greatest(usual.partners, 1)) end
        as probability,
    case when found_group.kind = 'lockstep' then in_step.first
        else least(coalesce(gave.first, got.first), coalesce(got.first, gave.first)) end as joined,
    case when found_group.kind = 'lockstep' then in_step.last
        else greatest(coalesce(gave.last, got.last), coalesce(got.last, gave.last)) end as left_at,
    case when found_group.kind = 'lockstep' then coalesce(in_step.likes, 0) else coalesce(gave.likes, 0) end as given,
    coalesce(got.likes, 0) as received
from member
join found_group on found_group.grp = member.grp
left join usual on usual.grp = member.grp
left join gave on gave.grp = member.grp and gave.account = member.account
left join got on got.grp = member.grp and got.account = member.account
left join in_step on in_step.grp = member.grp and in_step.account = member.account
