-- One row: how many objects of a staged table have neither a list nor an object at any of the paths.
select count(*)
from (
    select json_type(try_cast(text as json)) as type, json_type(try_cast(text as json), $paths) as types
    from staged
)
where type = 'OBJECT' and not list_has_any(types, ['ARRAY', 'OBJECT'])
