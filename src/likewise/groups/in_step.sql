-- A row is a member of a lockstep candidate that acts together with enough of the others.
with meets as (
    select member.grp, member.account, count(*) as partners
    from member
    join candidate on candidate.grp = member.grp and candidate.kind = 'lockstep'
    join (select a, b from lockstep union all select b, a from lockstep) as met on met.a = member.account
    join member as fellow on fellow.account = met.b and fellow.grp = member.grp
    group by member.grp, member.account
),
usual as (select grp, median(partners) as partners from meets group by grp),
fits as (
    select meets.grp, meets.account from meets join usual on usual.grp = meets.grp
    where meets.partners >= $part * usual.partners
)
select grp, account from fits
where grp in (select grp from fits group by grp having count(*) >= $smallest)
