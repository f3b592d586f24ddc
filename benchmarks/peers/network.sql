-- A row is two accounts, a before b, that liked the same posts within $window_s seconds of each other, and on how many
-- posts (weight, $least or more). Likes of one hour of one post meet each other, and those of the hour before: cells
-- of an hour keep a viral post from meeting itself whole. Times are seconds as doubles, as the toolkit is told them.
with told as (
    select actor, post, epoch(time) as time from read_parquet($events) where kind = 'like'
),
account as materialized (select actor, cast(row_number() over () as integer) as id from (select distinct actor from told)),
post as materialized (select post, cast(row_number() over () as bigint) as id from (select distinct post from told)),
moment as (
    select account.id as who, time, (post.id << 32) | cast(floor(time / $window_s) as bigint) as cell
    from told join account on account.actor = told.actor join post on post.post = told.post
),
meeting as (
    select one.who as a, other.who as b
    from moment as one join moment as other on other.cell = one.cell and other.who > one.who
    union all
    select least(one.who, other.who), greatest(one.who, other.who)
    from moment as one
    join moment as other on other.cell = one.cell + 1 and other.who <> one.who and other.time <= one.time + $window_s
),
edge as (select a, b, count(*) as weight from meeting group by a, b having count(*) >= $least)
select least(one.actor, other.actor) as a, greatest(one.actor, other.actor) as b, weight
from edge join account as one on one.id = edge.a join account as other on other.id = edge.b
