-- A row is an account and how much it does and gets, from how many, and how much of it comes back.
with gave as (
    select account, sum(acts) as given, cast(count(*) as double) as authors, max(acts) as most from tie group by account
),
got as (select author as account, sum(acts) as got, cast(count(*) as double) as fans from tie group by author),
returned as (
    select one.account, cast(count(*) as double) as returned
    from tie as one join tie as other on other.account = one.author and other.author = one.account
    group by one.account
),
day as (select account, count(*) as acts from act group by account, floor(time / 86400)),
days as (select account, cast(count(*) as double) as days, max(acts) as busiest from day group by account)
select
    account,
    ln(1 + coalesce(given, 0)) as given,
    ln(1 + coalesce(got, 0)) as got,
    ln(1 + coalesce(posts, 0)) as posts,
    ln(1 + coalesce(authors, 0)) as authors,
    ln(1 + coalesce(fans, 0)) as fans,
    given / authors as acts_per_author,
    got / fans as acts_per_fan,
    most / given as favourite,
    (coalesce(given, 0) - coalesce(got, 0)) / (coalesce(given, 0) + coalesce(got, 0)) as balance,
    coalesce(returned, 0) / authors as returned_of_authors,
    coalesce(returned, 0) / fans as returned_of_fans,
    got / posts as got_per_post,
    ln(1 + days) as days,
    busiest / given as busiest_day
from account
left join gave using (account)
left join got using (account)
left join returned using (account)
left join days using (account)
left join (select author as account, posts from writer) using (account)
