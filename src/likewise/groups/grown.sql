-- A row is a member of a candidate group, grown and pruned: whose partners inside speak for it more than
-- picking it out of everyone speaks against it.
with fits as (
    select partner.grp, partner.account
    from partner cross join tie_total as everyone
    where usual_gives > chance_gives and bits > log2(everyone.accounts / cast(size as double))
)
select grp, account from fits
where grp in (select grp from fits group by grp having count(*) >= $smallest)
