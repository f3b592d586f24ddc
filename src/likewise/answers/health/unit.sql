-- A row is a unit of an account's audience that a part of health looks at: a post (depth, trust) or readers alike in how
-- much they did and how many posts they could come back to (fan_activity, churn). response is what the part counts,
-- exposure what it is counted over, cell which units are comparable.
with pace as (
    select author,
        count(*) filter (where half = 2) as later_posts,
        min(case when half = 2 then born end) as split,
        count(*) filter (where half = 1) as earlier_posts,
        cast(floor(ln(1 + count(*) filter (where half = 2)) / ln(2)) as integer) as later
    from health_post group by author
),
fan as (
    select health_follower.author, pace.later, health_follower.organic, health_follower.late
    from health_follower join pace on pace.author = health_follower.author
    where pace.earlier_posts > 0 and health_follower.since <= pace.split
        and (health_follower.lost_at is null or health_follower.lost_at > pace.split)
    union all
    select health_reader.author, pace.later, health_reader.early, health_reader.late
    from health_reader join pace on pace.author = health_reader.author
    where pace.earlier_posts > 0 and health_reader.early > 0 and not $follows
),
measured as (
    select 'depth' as part, author, half, cast(post as bigint) as unit, deep as response, likes + 1.0 as exposure,
        format || floor(ln(1 + likes) / ln(2)) as cell
    from health_post where $deeds and deep is not null
    union all
    select 'trust', author, half, cast(post as bigint), likes + deep, views,
        format || floor(ln(1 + views) / ln(2))
    from health_post where $views and views > 0 and deep is not null
    union all
    select 'trust', author, half, cast(post as bigint), deep, likes + 1.0, format || floor(ln(1 + likes) / ln(2))
    from health_post where $deeds and not $views and deep is not null
    union all
    select 'fan_activity', author, 2, later, sum(organic * late), sum(organic), cast(later as varchar)
    from fan group by author, later
    union all
    select 'churn', author, 2, least(floor(acts), 3) * 100 + later, sum(early * (1 - late)), sum(early),
        least(floor(acts), 3) || '/' || later
    from health_reader join pace using (author)
    where pace.earlier_posts > 0 and early > 0 and not $unfollows
    group by author, least(floor(acts), 3), later
    union all
    select 'churn', author, 2, 0, sum(case when lost_at is not null then organic else 0 end),
        sum(organic * (coalesce(lost_at, until) - since) / 86400e6), ''
    from health_follower where $unfollows
    group by author
)
select * from measured where exposure > 0
