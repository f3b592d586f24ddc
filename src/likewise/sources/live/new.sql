-- A row is a commit that was heard now and isn't in the window yet. Of the window, which stands nearly in order of time,
-- only what is not older than $since can be the same.
with commits as (
    select distinct on (did, collection, rkey, rev, operation) *
    from heard
    where
        time_us is not null and did is not null and rkey is not null and rev is not null
        and collection in $collections and operation in ('create', 'delete')
    order by did, collection, rkey, rev, operation, time_us
),
held as (
    select did, collection, rkey, rev, operation
    from events
    where time_us >= $since
)
select commits.*
from commits
anti join held using (did, collection, rkey, rev, operation)
order by time_us
