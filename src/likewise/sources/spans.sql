-- A row is a record that runs over several lines: its first and its last line.
-- A line that does not open a quote always leaves none open, so an opening line opens one when an
-- even number of opening lines stands between it and the last line of that other sort.
with counted as (
    select
        line, opens,
        sum(opens::integer) over so_far as opened,
        lead(line) over (order by line) as next_line
    from source_mark
    window so_far as (order by line rows unbounded preceding)
),
settled as (
    select
        *,
        coalesce(max(case when not opens then opened end) over (order by line rows unbounded preceding), 0) as before
    from counted
)
select line as first_line, next_line as last_line
from settled
where opens and (opened - before) % 2 = 1 and next_line - line < $max_record_lines
