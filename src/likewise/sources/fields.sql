-- A row is a record of a delimited file: the line it starts on, its fields, and what is wrong with it.
-- Fields beyond the header's that are all empty are none: some programs end each line with delimiters.
with whole as (
    select line, text from source_record
    union all
    select l.line, l.text
    from source_line l asof left join source_record r on l.line >= r.line
    where l.line > $above and trim(l.text) <> '' and (r.line is null or l.line > r.last_line)
),
split as (
    select
        line, text,
        case
            when contains(text, '"') then regexp_extract_all($delimiter || text, $field, 1)
            else string_split(text, $delimiter)
        end as fields
    from whole
),
judged as (
    select
        *,
        case
            when $damaged and contains(text, $damage) then $damaged_text
            when contains(text, '"') and strlen(array_to_string(fields, $delimiter)) <> strlen(text) then $bad_quotes
            when len(fields) < $width then $too_few
            when len(fields) > $width
                and list_any_value([true for field in fields[$width + 1:] if field <> '' and trim(field, ' ') <> '""'])
                then $too_many
        end as problem
    from split
)
select line, problem, case when problem is not null then left(text, $excerpt) end as excerpt, fields
from judged
