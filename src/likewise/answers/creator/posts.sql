-- A row is a post with a time: whose it is, and what its author's own export says of it (unknown stays null, and so
-- does a count of which only a lower bound is known).
select
    account.id as account, post.born as time, post.format,
    case when bounds like '%impressions%' then null else post.impressions end as impressions,
    case when bounds like '%views%' then null else post.views end as views, post.completion_rate,
    case when bounds like '%likes%' then null else post.likes end as likes,
    case when bounds like '%comments%' then null else post.comments end as comments,
    case when bounds like '%reposts%' then null else post.reposts end as reposts,
    case when bounds like '%saves%' then null else post.saves end as saves,
    case when bounds like '%new_follows%' then null else post.new_follows end as new_follows
from post
left join account on account.code = post.author
where post.born is not null
order by account.id nulls first, post.born, post.code
