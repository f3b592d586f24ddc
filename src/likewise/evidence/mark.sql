-- A row is a like by a suspect (an account that is in any pair or core), marked with what its moment tells:
-- promptness (share of all likes that waited longer), run (likes the same person gave in the same $run_s
-- seconds), ahead (the person posts something within the next quarter of an hour or so).
with session as (
    select "like".actor, cast(floor("like".time / ($run_s * 1000000.0)) as bigint) as slot, count(distinct coalesce(author, post)) as authors
    from "like"
    semi join suspect on suspect.account = "like".actor
    group by "like".actor, slot
),
own_post as (
    select distinct author, cast(floor(time / ($ahead_s * 1000000.0)) as bigint) - step as slot
    from post, (values (0), (1)) as steps(step)
    where time is not null and author is not null
)
select
    "like".actor,
    "like".author,
    "like".post,
    "like".time,
    delay.slower as promptness,
    session.authors as run,
    own_post.author is not null as ahead
from "like"
semi join suspect on suspect.account = "like".actor
left join post on post.code = "like".post
left join delay on delay.step = cast(floor(8 * log2(1 + greatest(0, "like".time - post.born) / 1000000.0)) as integer)
left join session
    on session.actor = "like".actor and session.slot = cast(floor("like".time / ($run_s * 1000000.0)) as bigint)
left join own_post
    on own_post.author = "like".actor and own_post.slot = cast(floor("like".time / ($ahead_s * 1000000.0)) as bigint)
