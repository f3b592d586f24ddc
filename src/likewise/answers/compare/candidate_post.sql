-- A row is a candidate's post: its counts with traded events taken out, how sure that is, and how many people engaged.
-- Null where nothing in the data tells: the post declares no such count, and no event is of that kind; so are views of
-- which only a lower bound is known.
with reached as (
    select post, sum(real) as people, sum(sqrt(real * (1 - real))) as error from audience where post is not null group by post
),
told as (
    select
        count(*) filter (where kind = 'comment') > 0 as comments,
        count(*) filter (where kind = 'save') > 0 as saves,
        count(*) filter (where kind = 'repost') > 0 as reposts
    from deed
)
select
    post_count.author,
    cast(post_count.likes_raw + comments_raw + saves_raw + reposts_raw as double) as raw,
    likes_real, likes_variance,
    case when told.comments or post.comments is not null then comments_real end as comments_real,
    case when told.saves or post.saves is not null then saves_real end as saves_real,
    case when told.reposts or post.reposts is not null then reposts_real end as reposts_real,
    case when post_count.bounds not like '%views%'
        then greatest(cast(post_count.views as double) - (post_count.likes_raw - likes_real), 0) end as views,
    coalesce(reached.people, 0) as people,
    coalesce(reached.error, 0) as people_error
from post_count
cross join told
join post on post.code = post_count.code
left join reached on reached.post = post_count.code
where post_count.author in $codes
order by post_count.author, post_count.born, post_count.code
