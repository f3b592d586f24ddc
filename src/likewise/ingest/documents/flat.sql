-- A row is a row of a staged table, or an element of one that is a list with an object in it, in their
-- order; an empty list gives none.
with each as (
    select
        rowid as outer_place, line as outer_line, text,
        case
            when json_type(try_cast(text as json)) = 'ARRAY' and (contains(text, '{') or json_array_length(text) = 0)
            then cast(text as json[])
        end as elements
    from staged
),
one as (
    select outer_place, outer_line, 0 as place, text from each where elements is null
    union all
    select outer_place, outer_line, place, cast(element as varchar) as text
    from (
        select outer_place, outer_line, generate_subscripts(elements, 1) as place, unnest(elements) as element
        from each where elements is not null
    )
)
select $line as line, text
from one
order by outer_place, place
