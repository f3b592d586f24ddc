-- A row is a post with its author's code, its time (declared) and birth (declared, or else the first event on it, where
-- no event's time is an estimate). A declared time that is an estimate is no birth.
with first_event as (
    select post, min(time) as time
    from (select post, time from "like" union all select post, time from deed)
    where post in (select code from post_id where undated) and post not in (select code from estimated_post)
    group by post
)
select
    item.code,
    item.id,
    item.author_code as author,
    declared.time,
    coalesce(case when estimated.file is null then declared.time end, first_event.time) as born,
    declared.format, declared.duration_s, declared.impressions, declared.views, declared.completion_rate,
    declared.avg_watch_s, declared.likes, declared.comments, declared.reposts, declared.saves,
    declared.new_follows, declared.text, declared.bounds
from post_id as item
left join source_post as declared on declared.post = item.id
left join source_estimated_post as estimated on estimated.file = declared.file
left join first_event on first_event.post = item.code
