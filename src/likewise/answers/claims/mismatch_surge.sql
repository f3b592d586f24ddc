-- A row is a post, how much it was shown, whether its likes (and its real likes) surged. Likes count as far as they came
-- early, where the moment of publication is known: what a platform does in answer to a surge lowers the later ones.
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
)
select post, author, born, format, views, completion,
    case when likes >= $surge * usual and likes >= usual + $least then 1 else 0 end as surge,
    case when real >= $surge * usual and real >= usual + $least then 1 else 0 end as real_surge
from sized
