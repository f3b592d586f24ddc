-- A row is a finding in lockstep and the campaign that it is a slice of: those that were joined, and less likely ones of
-- whose members $part are in the campaign, in that one which holds most. The campaign itself is its first slice.
with inside as (
    select grp, account from campaign_core
    union
    select grp, account from campaign_member
),
shared as (
    select member.grp, inside.grp as campaign, count(*) as accounts
    from member
    join found_group on found_group.grp = member.grp
    join inside on inside.account = member.account
    left join slice on slice.grp = member.grp
    where slice.grp is null and found_group.kind = 'lockstep' and found_group.probability < $likely
    group by member.grp, inside.grp
),
size as (select grp, count(*) as accounts from member group by grp),
ranked as (
    select shared.grp, shared.campaign,
        row_number() over (partition by shared.grp order by shared.accounts desc, shared.campaign) as place
    from shared join size on size.grp = shared.grp
    where shared.accounts >= $part * size.accounts
)
select grp, campaign from slice
union all
select grp, campaign from ranked where place = 1
