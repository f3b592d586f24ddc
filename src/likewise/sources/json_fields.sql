-- A row is the name of a field that some object has.
with objects as (
    select text from staged
    where case when json_valid(text) then json_type(text) = 'OBJECT' end
)
select distinct unnest(keys) as key
from (select distinct json_keys(text) as keys from objects)
order by key
