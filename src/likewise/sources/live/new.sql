-- A row is what was heard now and isn't in the window yet. Of the window, which stands nearly in order of time, only
-- what is not older than $since can be the same.
with once as (
    select distinct on (kind, did, collection, rkey, rev, operation)
        time_us, kind, did, rev, operation, collection, rkey, subject, text, parent, quote, embed, status
    from heard
    where kind <> 'notice'
    order by kind, did, collection, rkey, rev, operation, time_us
),
held as (
    select kind, did, collection, rkey, rev, operation
    from events
    where time_us >= $since
)
select once.*
from once
anti join held
    on held.did = once.did and held.kind = once.kind and held.rev is not distinct from once.rev
    and held.collection is not distinct from once.collection and held.rkey is not distinct from once.rkey
    and held.operation is not distinct from once.operation
order by once.time_us
