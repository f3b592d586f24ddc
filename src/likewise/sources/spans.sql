-- A row is a record that runs over several lines: its first and its last line.
-- A line that does not open a quote always leaves none open, so the count starts anew after it.
with stretches as (
    select
        line, opens,
        count(*) filter (where not opens) over (order by line) as stretch,
        lead(line) over (order by line) as next_line
    from source_mark
),
counted as (
    select *, count(*) filter (where opens) over (partition by stretch order by line) as opened
    from stretches
)
select line as first_line, next_line as last_line
from counted
where opens and opened % 2 = 1 and next_line - line < $max_record_lines
