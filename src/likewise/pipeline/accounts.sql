-- A row is an account, raw and real counts beside each other, with its health and what its probability rests on.
select
    account_answer.id as account,
    account_answer.name,
    account_answer.probability,
    cast(likes_given as bigint) as likes_given,
    cast(likes_raw as bigint) as likes_raw, likes_real, cast(without_likes as bigint) as posts_without_likes,
    cast(comments_raw as bigint) as comments_raw, comments_real, cast(without_comments as bigint) as posts_without_comments,
    real_share, real_share_low, real_share_high,
    health, depth, dependence,
    coalesce(basis.rests_on, '[]') as rests_on
from account_answer
left join basis on basis.account = account_answer.code
