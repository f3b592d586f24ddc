-- A row is a member of a candidate group, grown and pruned: whose partners inside speak for belonging.
with fits as (select grp, account from partner where odds > $keeps)
select grp, account from fits
where grp in (select grp from fits group by grp having count(*) >= $smallest)
