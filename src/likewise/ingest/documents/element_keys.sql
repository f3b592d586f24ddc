-- A row is the name of a key that an object has in the lists at a path.
select distinct unnest(json_keys(element)) as key
from (
    select unnest(cast(json_extract(try_cast(text as json), $at) as json[])) as element
    from staged
    where json_type(try_cast(text as json), $at) = 'ARRAY'
)
where json_type(element) = 'OBJECT'
order by key
