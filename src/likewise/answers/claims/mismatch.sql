-- A row is a post that $following others of its author came before: how much it was shown, how many of those before it
-- surged in likes (and in real likes), how many of them next to nobody saw to the end, and how many were both. Likes
-- count as far as they came early, where the moment of publication is known: what a platform does in answer to a surge
-- lowers the later ones.
with early as (
    select "like".post, count(*) as likes, count(case when trader.account is null then 1 end) as real
    from "like"
    join post on post.code = "like".post
    left join trader on trader.account = "like".actor
    where not $timed or "like".time <= post.born + $early_us
    group by "like".post
),
shown as (
    select post.code as post, post.author, post.born, coalesce(post.format, '') as format,
        coalesce(post.views, post.impressions) as views, post.completion_rate as completion,
        coalesce(early.likes, 0) as likes, coalesce(early.real, 0) as real
    from post
    left join early on early.post = post.code
    where post.author is not null and post.born is not null
),
usual_format as (
    select author, format, median(real) as likes from shown group by author, format having count(*) >= $least
),
usual as (select author, median(real) as likes from shown group by author),
sized as (
    select shown.*, coalesce(usual_format.likes, usual.likes) as usual
    from shown
    join usual on usual.author = shown.author
    left join usual_format on usual_format.author = shown.author and usual_format.format = shown.format
),
marked as (
    select *,
        case when likes >= $surge * usual and likes >= usual + $least then 1 else 0 end as surge,
        case when real >= $surge * usual and real >= usual + $least then 1 else 0 end as real_surge,
        case when completion < $low then 1 when completion is not null then 0 end as low
    from sized
),
beside as (
    select *,
        sum(surge * low) over before as both_before,
        sum(surge) over before as surges_before, sum(real_surge) over before as real_surges_before,
        sum(low) over before as lows_before,
        count(low) over before as known_before,
        avg(views) over (
            partition by author order by born, post rows between 2 * $following preceding and $following + 1 preceding
        ) as views_before
    from marked
    window before as (partition by author order by born, post rows between $following preceding and 1 preceding)
),
chosen as (
    select author, row_number() over (
        partition by max(surge * low) = 1 order by (cast(author as bigint) * 2654435761) % 4294967296, author
    ) as place
    from marked group by author
)
select beside.author, cast(floor((born - $first) / $period_us) as integer) as period, format, views, completion,
    surge, low, both_before, surges_before, real_surges_before, lows_before, views_before
from beside
join chosen on chosen.author = beside.author and chosen.place <= $most
where views is not null and low is not null and known_before = $following and born <= $ripe
order by beside.author, born, post
