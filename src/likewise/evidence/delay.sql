-- A row is a step of waiting time (an eighth of a doubling of seconds); slower is the share of all likes that waited longer.
with waited as (
    select cast(floor(8 * log2(1 + greatest(0, favour.time - post.born) / 1000000.0)) as integer) as step
    from favour
    join post on post.code = favour.post
    where post.born is not null
),
counted as (select step, count(*) as likes from waited group by step)
select
    step,
    1 - (sum(likes) over (order by step) - likes / 2.0) / sum(likes) over () as slower
from counted
