-- A row is an account that posts and gets something, with its size, topic, and what it got from outsiders in all.
with got as (
    select author as account, count(*) as likes from "like" where author is not null group by author
),
posted as (
    select author as account, count(*) as posts from post where author is not null group by author
)
select got.account, got.likes, coalesce(posted.posts, 0) as posts, account.id, source.followers, source.category
from got
join account on account.code = got.account
left join posted on posted.account = got.account
left join source_account as source on source.account = account.id
where got.likes >= $least
