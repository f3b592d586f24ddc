-- A row is a ratio of y to x over posts or accounts, as the sums that it and its error follow from.
with pair as (
    select 'likes_per_view' as quantity, views as x, likes as y from fit_post
    union all select 'likes_per_post', case when likes is not null then 1 end, likes from fit_post
    union all select 'views_per_post', case when views is not null then 1 end, views from fit_post
    union all select 'comments_per_like', likes, comments from fit_post
    union all select 'saves_per_like', likes, saves from fit_post
    union all select 'reposts_per_like', likes, reposts from fit_post
    union all select 'completion', views_timed, views_finished from fit_post
    union all select 'follows_per_like', likes, follows from fit_post where not $follows
    union all select 'follows_per_like', likes_got, follows_got from fit_account where $follows
    union all select 'posting_share', 1, case when posts > 0 then 1 else 0 end from fit_account
),
single as (
    select quantity, cast(x as double) as x, cast(y as double) as y from pair where x is not null and y is not null
)
select quantity, cast(count(*) as double) as n, sum(x) as x, sum(y) as y, sum(x * x) as xx, sum(x * y) as xy, sum(y * y) as yy
from single group by quantity order by quantity
