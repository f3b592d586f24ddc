-- A row is a group that a round of growing left as it was, all but a part of $alike; or one of $wide or more that grew.
with before as (select grp, count(*) as size from member group by grp),
after as (select grp, count(*) as size from grown group by grp),
both_times as (select member.grp, count(*) as size from member semi join grown on grown.grp = member.grp and grown.account = member.account group by member.grp)
select before.grp
from before
join after on after.grp = before.grp
join both_times on both_times.grp = before.grp
where (both_times.size >= $alike * before.size and both_times.size >= $alike * after.size)
    or (before.size >= $wide and after.size > before.size)
