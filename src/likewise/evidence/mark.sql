-- A row is a like by a suspect (an account that is in any pair or core), marked with what its moment tells:
-- promptness (share of all likes that waited longer), and whether it was hasty: in a run over $run or more accounts
-- within the same $run_s seconds, or just before a post of the person's own, which follows in the same $ahead_s
-- seconds or the next.
with act as (
    select favour.actor, favour.author, favour.post, favour.time,
        cast(floor(favour.time / ($run_s * 1000000.0)) as integer) as slot
    from favour
    semi join suspect on suspect.account = favour.actor
),
-- Few moments have so many likes at all, and only there accounts need be told apart.
many as (select actor, slot from act group by actor, slot having count(*) >= $run),
run as (
    select act.actor, act.slot
    from act semi join many on many.actor = act.actor and many.slot = act.slot
    group by act.actor, act.slot
    having count(distinct coalesce(act.author, act.post)) >= $run
),
own_post as (
    select distinct author, cast(floor(time / ($ahead_s * 1000000.0)) as integer) - step as slot
    from post, (values (0), (1)) as steps(step)
    where time is not null and author is not null
)
select
    act.actor, act.author, act.post, act.time, delay.slower as promptness,
    run.actor is not null or own_post.author is not null as hasty
from act
left join post on post.code = act.post
left join delay on delay.step = cast(floor(8 * log2(1 + greatest(0, act.time - post.born) / 1000000.0)) as integer)
left join run on run.actor = act.actor and run.slot = act.slot
left join own_post
    on own_post.author = act.actor and own_post.slot = cast(floor(act.time / ($ahead_s * 1000000.0)) as integer)
