-- A row is a post or a comment as first written; later operations on it are edits.
with line as (select *, source_json(op) as told from given where problem is null),
operation as (
    select
        line.*,
        coalesce(told ->> '$[0]', replace(told ->> '$.type', '_operation', '')) as name,
        coalesce(told -> '$[1]', told -> '$.value') as body
    from line
)
select
    file, line, problem, excerpt,
    concat_ws('/', body ->> '$.author', body ->> '$.permlink') as post,
    body ->> '$.author' as author,
    moment as time,
    coalesce(nullif(body ->> '$.title', ''), body ->> '$.body') as text
from operation
where name = 'comment'
qualify row_number() over (
    partition by body ->> '$.author', body ->> '$.permlink' order by try_cast(block as bigint), line
) = 1
