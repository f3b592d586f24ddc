-- A row is a JSON type that some value has at one of the paths (counted from 1).
with typed as (select distinct json_type(try_cast(text as json), $paths) as types from staged)
select distinct place, type
from (select generate_subscripts(types, 1) as place, unnest(types) as type from typed)
where type is not null
order by place, type
