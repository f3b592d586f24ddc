-- A row is a member of a finding: of a campaign those of its likely slices, and who acted on its posts in one go.
select coalesce(slice.campaign, member.grp) as grp, member.account
from member
left join slice on slice.grp = member.grp
left join campaign_slice on campaign_slice.grp = member.grp
where slice.grp is not null or campaign_slice.grp is null
union
select grp, account from campaign_member
