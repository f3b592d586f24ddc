-- The one row says of how many posts each count is known, and which of comments, saves and reposts are added up.
select
    count(*) as posts, count(likes_raw) as likes, count(comments_raw) as comments, count(reposts_raw) as reposts,
    count(saves_raw) as saves, count(views) as views,
    coalesce(bool_or(deep_comments), false) as deep_comments, coalesce(bool_or(deep_saves), false) as deep_saves,
    coalesce(bool_or(deep_reposts), false) as deep_reposts
from post_count
