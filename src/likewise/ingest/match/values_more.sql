-- A row is a column of a sample: how many of its values there are, and how many different ones.
with cell as (unpivot sampled on columns(*) into name column_name value cell)
select column_name as name, count(*) as filled, count(distinct trim(cell)) as distinct_values
from cell
where source_given(cell) is not null and cell <> '\N'
group by column_name
