-- A row is an element of a list (or of a map, with its key) that lies inside the objects of a staged table: the line
-- that it has there, and its text, before which stands what of the object around it is carried along.
with outer_row as (
    select rowid as outer_place, line as outer_line, try_cast(text as json) as doc
    from staged
),
around as (
    select outer_place, concat_ws(',', $around) as around_it
    from (select outer_place, json_extract(doc, $pointers) as found, json_type(doc, $pointers) as types from outer_row)
),
inner_row as ($elements),
placed as (
    select
        outer_place, place, $line as line, cast(element as varchar) as text,
        case when json_type(element) = 'OBJECT' then concat_ws(',', $keyed, nullif(around_it, '')) end as before
    from inner_row left join around using (outer_place)
)
select
    line,
    case
        when coalesce(before, '') = '' then text
        when text = '{}' then '{' || before || '}'
        else '{' || before || ',' || substr(text, 2)
    end as text
from placed
order by outer_place, place
