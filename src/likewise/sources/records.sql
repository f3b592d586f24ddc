-- A row is a record that runs over several lines, put together; only those that then read
-- well: as many fields as the header has (more only if they are empty), and quotes that pair up.
with together as (
    select s.first_line as line, s.last_line, string_agg(l.text, chr(10) order by l.line) as text
    from source_line l asof join source_span s on l.line >= s.first_line
    where l.line <= s.last_line
    group by all
),
split as (
    select *, regexp_extract_all($delimiter || text, $field, 1) as fields from together
)
select line, last_line, text
from split
where
    len(fields) >= $width
    and list_any_value([true for field in fields[$width + 1:] if field <> '' and trim(field, ' ') <> '""']) is null
    and strlen(array_to_string(fields, $delimiter)) = strlen(text)
