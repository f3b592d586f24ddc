-- A row is a post: what people really gave it, what the groups gave it, its real views, and its half of its author's posts.
-- An author's only post is in the later half, which is the present one. What is a lower bound alone isn't known; shown and
-- traded are of the counts that are.
with counted as (
    select code as post, author, born, coalesce(format, '') as format,
        likes_real as likes,
        case when bounds not like '%comments%' and bounds not like '%saves%' and bounds not like '%reposts%'
            then deep_real end as deep,
        coalesce(likes_raw, 0) + coalesce(comments_raw, 0) + coalesce(saves_raw, 0) + coalesce(reposts_raw, 0) as shown,
        coalesce(likes_raw - likes_real, 0) + coalesce(comments_raw - comments_real, 0)
            + coalesce(saves_raw - saves_real, 0) + coalesce(reposts_raw - reposts_real, 0) as traded,
        case when views is not null and bounds not like '%views%' and likes_raw is not null
            then greatest(views - (likes_raw - likes_real), likes_real) end as views
    from post_count
    where author is not null and born is not null
)
select post, author, born, format, likes, deep, shown, traded, views,
    3 - ntile(2) over (partition by author order by born desc, post desc) as half
from counted
