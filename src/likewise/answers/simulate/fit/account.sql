-- A row is an account that the window shows: what it gave and got there, and what it is said to follow. Where the data
-- lists its accounts, those that did nothing are there as well.
with gave as (
    select actor as code, count(*) filter (where kind = 'like') as likes, count(*) filter (where kind = 'view') as views
    from fit_act group by actor
),
got as (
    select author as code, count(*) filter (where kind = 'like') as likes, count(*) filter (where kind = 'follow') as follows
    from fit_act where author is not null group by author
),
wrote as (
    select author as code, count(*) as posts from fit_post where dated and author is not null group by author
)
select
    account.code, account.followers, account.following,
    case when $likes then coalesce(gave.likes, 0) end as likes_given,
    case when $views then coalesce(gave.views, 0) end as views_given,
    coalesce(got.likes, 0) as likes_got,
    case when $follows then coalesce(got.follows, 0) end as follows_got,
    coalesce(wrote.posts, 0) as posts
from account
left join gave on gave.code = account.code
left join got on got.code = account.code
left join wrote on wrote.code = account.code
where $every_account or gave.code is not null or wrote.code is not null
