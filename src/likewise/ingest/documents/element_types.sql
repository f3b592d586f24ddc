-- A row is a JSON type that elements of the lists at a path have: of lists in lists, whether there is an object in them.
select distinct case when type = 'ARRAY' and contains(element, '{') then 'OBJECT' else type end as type
from (
    select cast(element as varchar) as element, json_type(element) as type
    from (
        select unnest(cast(json_extract(try_cast(text as json), $at) as json[])) as element
        from staged
        where json_type(try_cast(text as json), $at) = 'ARRAY'
    )
)
order by type
