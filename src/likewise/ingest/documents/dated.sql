-- A row is the place (counted from 1) of a field whose values are mostly times, of those at the paths.
with each as (
    select generate_subscripts(found, 1) as place, unnest(found) as value
    from (
        select json_extract_string(try_cast(text as json), $paths) as found from staged
        where json_type(try_cast(text as json)) = 'OBJECT'
        order by line limit $rows
    )
)
select place
from each
where value is not null
group by place
having count(*) filter (regexp_matches(value, $time)) > 0.5 * count(*)
order by place
