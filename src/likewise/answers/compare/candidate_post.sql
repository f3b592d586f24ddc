-- A row is a candidate's post: its counts as published and with traded events taken out, how sure that is, and how many
-- people engaged. Null where nothing in the data tells: the post declares no such count, and no event is of that kind;
-- so are views of which only a lower bound is known.
with reached as (
    select post, sum(real) as people, sum(sqrt(real * (1 - real))) as error from audience where post is not null group by post
)
select
    post_count.author,
    likes_raw, comments_raw, saves_raw, reposts_raw, likes_real, comments_real, saves_real, reposts_real, likes_variance,
    case when views is not null and bounds not like '%views%'
        then greatest(cast(views as double) - coalesce(likes_raw - likes_real, 0), 0) end as views,
    coalesce(reached.people, 0) as people,
    coalesce(reached.error, 0) as people_error
from post_count
left join reached on reached.post = post_count.code
where post_count.author in $codes
order by post_count.author, post_count.born, post_count.code
