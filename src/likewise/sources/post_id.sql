-- A row is a post: its id, its code by what happened on it, its author, and whether events disagree on who that is.
-- Codes come as accounts' do. The author is the declared one, or else that of the first event that names one;
-- `unnamed` says that events without an author were kept by an earlier run, `moved` that it had another one then.
with told as (
    select
        post as id, first, events, moments, author as seen_author, cast(null as varchar) as declared_author,
        cast(null as bigint) as declared_time, cast(null as uinteger) as kept_code,
        cast(null as varchar) as kept_author, 0 as unnamed
    from source_met
    where post is not null
    union all
    select post, null, 0, 0, null, author, time, null, null, 0 from source_post
    union all
    select id, first, events, moments, null, null, null, code, author, cast(unnamed as integer) from kept_post
),
known as (
    select
        id,
        min(first) as first,
        cast(sum(events) as bigint) as events,
        cast(sum(moments) as bigint) as moments,
        min(seen_author) as seen_author,
        max(seen_author) as other_author,
        max(declared_author) as declared_author,
        max(declared_time) as declared_time,
        max(kept_code) as kept_code,
        max(kept_author) as kept_author,
        max(unnamed) = 1 as unnamed
    from told
    group by id
),
named_first as (
    select met.post as id, met.author, row_number() over (partition by met.post order by met.first, met.author) as place
    from source_met as met
    join known on known.id = met.post
    where met.author is not null and known.seen_author <> known.other_author
),
owned as (
    select
        known.*,
        coalesce(known.declared_author, known.kept_author, named_first.author, known.seen_author) as author
    from known
    left join named_first on named_first.id = known.id and named_first.place = 1
)
select
    owned.id,
    coalesce(owned.kept_code, cast((select coalesce(max(code), 0) from kept_post) + row_number() over (
        partition by owned.kept_code is null
        order by owned.first nulls last, owned.events desc, owned.moments, owned.declared_time nulls last, owned.id
    ) as uinteger)) as code,
    owned.author,
    who.code as author_code,
    coalesce(owned.seen_author <> owned.author or owned.other_author <> owned.author, false) as contested,
    coalesce(owned.kept_author <> owned.author, false) as moved,
    owned.unnamed,
    owned.declared_time is null as undated,
    owned.first, owned.events, owned.moments
from owned
left join account_id as who on who.id = owned.author
