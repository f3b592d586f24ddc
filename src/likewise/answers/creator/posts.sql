-- A row is a post with a time: whose it is, and what its author's own export says of it (unknown stays null).
select
    account.id as account, post.born as time, post.format, post.impressions, post.views, post.completion_rate,
    post.likes, post.comments, post.reposts, post.saves, post.new_follows
from post
left join account on account.code = post.author
where post.born is not null
order by account.id nulls first, post.born, post.code
