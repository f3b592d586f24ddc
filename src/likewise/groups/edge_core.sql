-- A row is an edge that stays: of a component with more than $largest edges, those between accounts that have at least
-- $core partners in it; of the others, all.
with placed as (select edge.a, edge.b, edge.weight, label.label from edge join label on label.account = edge.a),
large as (select label from placed group by label having count(*) > $largest),
inside as (select placed.a, placed.b from placed semi join large on large.label = placed.label),
partners as (
    select account, count(*) as partners
    from (select a as account from inside union all select b as account from inside)
    group by account
)
select placed.a, placed.b, placed.weight
from placed
left join large on large.label = placed.label
left join partners as one on one.account = placed.a
left join partners as other on other.account = placed.b
where large.label is null or (one.partners >= $core and other.partners >= $core)
