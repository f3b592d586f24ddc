-- A row is a reason for setting rows aside, how often it came up, and one example.
select reason, "table", count(*) as count, arg_min(file, line) as file, min(line) as line, arg_min(detail, line) as detail
from result_rejected
group by reason, "table"
order by count(*) desc, reason, "table"
