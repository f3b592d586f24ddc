-- A row is a value of a distribution, and how many posts or accounts have it.
with single as (
    select 'likes_per_post' as quantity, likes as value from fit_post
    union all select 'views_per_post', views from fit_post
    union all select 'likes_given_per_week', likes_given from fit_account
    union all select 'views_given_per_week', views_given from fit_account
    union all select 'posts_per_week', posts from fit_account where posts > 0
    union all select 'followers', followers from fit_account where posts > 0
    union all select 'following', following from fit_account
)
select quantity, cast(value as double) as value, cast(count(*) as double) as often
from single where value is not null group by quantity, value order by quantity, value
