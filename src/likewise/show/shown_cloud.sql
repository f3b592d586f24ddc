-- A row is a post in the chart of likes against views: mismatched ones first, then posts drawn by the hash of their id.
with seen as (
    select
        result_posts.post, result_posts.author, result_posts.views_raw as views, result_posts.likes_raw as likes,
        result_posts.likes_real, cast(post.completion_rate as double) as completion, result_posts.mismatch,
        result_posts.why like '%likes_above%' or result_posts.why like '%low_completion%' as marked
    from result_posts
    join post on post.id = result_posts.post
    where result_posts.views_raw > 0 and result_posts.likes_raw > 0
),
ranked as (
    select *, row_number() over (partition by marked order by md5(post), post) as place from seen
)
select post, author, views, likes, likes_real, completion, mismatch, marked
from ranked
where place <= case when marked then $marked else $usual end
order by marked desc, place
