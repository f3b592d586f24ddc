-- A row is one line of a JSON lines file: its number, what is wrong with it, and its fields in order.
-- (CASE keeps the costly trim from most rows.)
with typed as (
    select line, text, json_type(try_cast(text as json)) as type
    from staged
    where case when text < '!' then trim(text) <> '' else true end
),
judged as (
    select
        line, text,
        case
            when $damaged and contains(text, $damage) then $damaged_text
            when type is null then $not_json
            when type <> 'OBJECT' then $not_an_object
        end as problem
    from typed
)
select
    line, problem,
    case when problem is not null then left(text, $excerpt) end as excerpt,
    json_extract_string(case when problem is null then text end, $paths) as fields
from judged
