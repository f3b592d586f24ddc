-- A row is a member of a candidate group; of groups with the very same members the first one stays.
with face as (
    select grp, count(*) as size, sum(account) as total, sum(cast(account as hugeint) * account) as squares
    from member group by grp
),
kept as (select min(grp) as grp from face group by size, total, squares)
select member.grp, member.account from member semi join kept on kept.grp = member.grp
