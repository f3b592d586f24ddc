-- A row is one reason in one file, with how many rows it set aside and the first of them.
select
    file, "table", reason, count(*) as rows, min(line) as line,
    coalesce(arg_min(detail, line), '') as detail
from source_rejected
group by all
order by rows desc, reason
