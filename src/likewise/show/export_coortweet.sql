-- A row is a like or a repost as CooRTweet reads it: what was shared, by whom, a number of its own, seconds since 1970.
with said as (
    select distinct actor, post, kind, time from source_event where post is not null and kind in ('like', 'repost')
)
select
    post as object_id,
    actor as account_id,
    row_number() over (order by time, actor, post, kind) as content_id,
    rtrim(rtrim(cast(cast(time / 1000000.0 as decimal(20, 6)) as varchar), '0'), '.') as timestamp_share
from said
order by content_id
