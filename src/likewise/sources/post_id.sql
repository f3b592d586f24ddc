-- A row is a post: its id, its code by what happened on it, its author's id, and whether events disagree on who that is.
with seen as (
    select
        post as id,
        min(time) as first,
        count(*) as events,
        sum(time) as moments,
        min(author) as author,
        min(author) is distinct from max(author) as contested
    from source_event
    where post is not null
    group by post
)
select
    coalesce(seen.id, declared.post) as id,
    cast(row_number() over (
        order by coalesce(declared.time, seen.first) nulls last, seen.events desc, seen.moments,
            coalesce(seen.id, declared.post)
    ) as uinteger) as code,
    coalesce(declared.author, seen.author) as author,
    coalesce(seen.contested or seen.author <> declared.author, false) as contested
from seen
full join source_post as declared on declared.post = seen.id
