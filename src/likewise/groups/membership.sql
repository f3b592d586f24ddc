-- A row is an account and a finding: its probability is the group's times that of belonging. Below $least nobody is listed. joined and left_at span its
-- likes inside, given and received count them. In lockstep, likes given together stand for those.
with belonging as (
    select
        member_weighed.grp, member_weighed.account,
        found_group.probability * member_weighed.probability as likely
    from member_weighed
    join found_group on found_group.grp = member_weighed.grp and found_group.kind <> 'lockstep'
),
-- One key of group and account: see evidence/group_tie.sql.
inside as (select cast(grp as bigint) * 4294967296 + account as place from member),
gave as (
    select belonging.grp, belonging.account, sum(tie.likes) as likes, min(tie.first) as first, max(tie.last) as last
    from belonging
    join tie on tie.actor = belonging.account
    join inside on inside.place = cast(belonging.grp as bigint) * 4294967296 + tie.author
    where belonging.likely >= $least
    group by belonging.grp, belonging.account
),
got as (
    select belonging.grp, belonging.account, sum(tie.likes) as likes, min(tie.first) as first, max(tie.last) as last
    from belonging
    join tie on tie.author = belonging.account
    join inside on inside.place = cast(belonging.grp as bigint) * 4294967296 + tie.actor
    where belonging.likely >= $least
    group by belonging.grp, belonging.account
),
in_step as (
    select unison_like.grp, actor as account, count(*) as likes, min(time) as first, max(time) as last
    from unison_like join found_group on found_group.grp = unison_like.grp and found_group.kind = 'lockstep'
    group by unison_like.grp, actor
),
listed as (
    select
        belonging.grp, belonging.account, true as tied, belonging.likely as probability,
        least(coalesce(gave.first, got.first), coalesce(got.first, gave.first)) as joined,
        greatest(coalesce(gave.last, got.last), coalesce(got.last, gave.last)) as left_at,
        coalesce(gave.likes, 0) as given,
        coalesce(got.likes, 0) as received
    from belonging
    left join gave on gave.grp = belonging.grp and gave.account = belonging.account
    left join got on got.grp = belonging.grp and got.account = belonging.account
    where belonging.likely >= $least
    union all
    select
        member.grp, member.account, false as tied,
        found_group.probability * coalesce(campaign_member.likely, 1) as probability,
        in_step.first as joined, in_step.last as left_at, coalesce(in_step.likes, 0) as given, 0 as received
    from member
    join found_group on found_group.grp = member.grp and found_group.kind = 'lockstep'
    left join in_step on in_step.grp = member.grp and in_step.account = member.account
    left join campaign_member
        on campaign_member.grp = member.grp and campaign_member.account = member.account
)
select listed.* exclude (tied), member_weighed.* exclude (grp, account, probability)
from listed
left join member_weighed on listed.tied and member_weighed.grp = listed.grp and member_weighed.account = listed.account
