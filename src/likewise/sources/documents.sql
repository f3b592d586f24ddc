-- A row is one line of a JSON lines file: its number, what is wrong with it, and its fields in order.
select
    line,
    case
        when $damaged and contains(text, $damage) then $damaged_text
        when not json_valid(text) then $not_json
        when json_type(text) <> 'OBJECT' then $not_an_object
    end as problem,
    case when problem is not null then left(text, $excerpt) end as excerpt,
    case when problem is null then json_extract_string(text, $paths) end as fields
from staged
where trim(text) <> ''
