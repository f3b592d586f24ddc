-- A row is a finding: a group that no likelier one covers, with its facts, bits and name.
select
    group_weighed.*,
    'g' || row_number() over (order by group_weighed.probability desc, group_weighed.size desc, group_weighed.grp) as name
from group_weighed
anti join overlap on overlap.grp = group_weighed.grp
where group_weighed.probability >= $finding
