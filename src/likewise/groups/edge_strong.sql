-- A row is an edge that stays: of a component with more than $largest edges, those that weigh more than its mean, or,
-- where all weigh the same, every second one (by a bit of a hash, another for each $step, a power of two); of the others, all.
with placed as (select edge.a, edge.b, edge.weight, label.label from edge join label on label.account = edge.a),
large as (
    select label, avg(weight) as mean, max(weight) - min(weight) as width
    from placed group by label having count(*) > $largest
)
select placed.a, placed.b, placed.weight
from placed
left join large on large.label = placed.label
where large.label is null
    or (large.width > 0 and placed.weight > large.mean)
    or (large.width = 0
        and cast(floor((placed.a * 2654435761 + placed.b * 2246822519) % 4294967296 / $step) as bigint) % 2 = 0)
