-- A row is the name of a field that some object has.
select distinct unnest(keys) as key
from (select distinct json_keys(try_cast(text as json)) as keys from staged)
order by key
