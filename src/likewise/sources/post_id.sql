-- A row is a post: its id, its code by what happened on it, its author, and whether events disagree on who that is.
with seen as (
    select
        post as id,
        min(first) as first,
        cast(sum(events) as bigint) as events,
        cast(sum(moments) as bigint) as moments,
        min(author) as author,
        min(author) is distinct from max(author) as contested
    from source_met
    where post is not null
    group by post
),
named as (
    select
        coalesce(seen.id, declared.post) as id,
        coalesce(declared.time, seen.first) as first,
        seen.events,
        seen.moments,
        coalesce(declared.author, seen.author) as author,
        coalesce(seen.contested or seen.author <> declared.author, false) as contested
    from seen
    full join source_post as declared on declared.post = seen.id
)
select
    named.id,
    cast(row_number() over (
        order by named.first nulls last, named.events desc, named.moments, named.id
    ) as uinteger) as code,
    named.author,
    who.code as author_code,
    named.contested
from named
left join account_id as who on who.id = named.author
