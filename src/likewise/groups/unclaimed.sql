-- A row is a member of a finding that no better and likely finding has claimed for itself.
with claim as (
    select member.account, min(standing.place) as place
    from member
    join found_group on found_group.grp = member.grp
    join standing on standing.grp = member.grp
    where found_group.probability >= $likely
    group by member.account
),
free as (
    select member.grp, member.account
    from member
    join found_group on found_group.grp = member.grp
    join standing on standing.grp = member.grp
    left join claim on claim.account = member.account
    where claim.place is null or claim.place >= standing.place
)
select grp, account from free
where grp in (select grp from free group by grp having count(*) >= $smallest)
