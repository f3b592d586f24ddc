-- A row is a unit with the response that comparable units of other accounts would have had: of its cell, drawn toward the
-- whole as by $prior responses where the cell is sparse. Nobody is measured by itself.
with cell as (
    select part, cell, sum(response) as response, sum(exposure) as exposure from health_unit group by part, cell
),
own_cell as (
    select part, cell, author, sum(response) as response, sum(exposure) as exposure
    from health_unit group by part, cell, author
),
whole as (select part, sum(response) as response, sum(exposure) as exposure from health_unit group by part),
own as (
    select part, author, sum(response) as response, sum(exposure) as exposure from health_unit group by part, author
),
usual as (
    select own_cell.part, own_cell.cell, own_cell.author,
        greatest(cell.response - own_cell.response, 0) as response, greatest(cell.exposure - own_cell.exposure, 0) as exposure,
        (whole.response - own.response) / nullif(whole.exposure - own.exposure, 0) as rate
    from own_cell
    join cell on cell.part = own_cell.part and cell.cell = own_cell.cell
    join whole on whole.part = own_cell.part
    join own on own.part = own_cell.part and own.author = own_cell.author
)
select health_unit.part, health_unit.author, health_unit.half, health_unit.unit, health_unit.response, health_unit.exposure,
    health_unit.exposure * (usual.response + $prior) / (usual.exposure + $prior / usual.rate) as expected
from health_unit
join usual on usual.part = health_unit.part and usual.cell = health_unit.cell and usual.author = health_unit.author
where usual.rate > 1e-9
