-- A row is a note that the account wrote.
select
    file, line, problem, excerpt, note as post, actor as author, coalesce(written, moment) as time,
    said as text
from given
where problem is null and sort = 'Create' and note is not null
