-- A row is a candidate after growing: what kind of graph it came from, and whether ties hold it together.
with shift as (select max(grp) + 1 as by from candidate)
select grp, case when kind = 'lockstep' then 'mutual' else kind end as kind from candidate
union all
select grp + shift.by, 'lockstep' from candidate cross join shift where kind = 'lockstep'
