-- How many components have more than $largest edges.
select count(*)
from (
    select label.label from edge join label on label.account = edge.a
    group by label.label having count(*) > $largest
) as large
