-- A row is a JSON type that values of the objects at a path have.
select distinct json_type(element) as type
from (
    select unnest(json_extract(inside, '$.*')) as element
    from (select json_extract(try_cast(text as json), $at) as inside from staged)
    where json_type(inside) = 'OBJECT'
)
order by type
