-- A row is a member of a campaign's slices.
select distinct slice.campaign as grp, member.account from member join slice on slice.grp = member.grp
