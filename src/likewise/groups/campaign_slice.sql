-- A row is a finding in lockstep and the campaign that it is a slice of: those that were joined, and those less likely
-- ones of whose members $part are in the campaign. The campaign itself is its first slice.
with inside as (
    select slice.campaign as grp, member.account from member join slice on slice.grp = member.grp
    union
    select grp, account from campaign_member
),
shared as (
    select member.grp, inside.grp as campaign, count(*) as accounts
    from member
    join found_group on found_group.grp = member.grp and found_group.kind = 'lockstep'
    join inside on inside.account = member.account
    left join slice on slice.grp = member.grp
    where slice.grp is null
    group by member.grp, inside.grp
),
size as (select grp, count(*) as accounts from member group by grp)
select grp, campaign from slice
union all
select shared.grp, min(shared.campaign) as campaign
from shared join size on size.grp = shared.grp
where shared.accounts >= $part * size.accounts
group by shared.grp
