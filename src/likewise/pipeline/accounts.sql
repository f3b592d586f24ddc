-- A row is an account, raw and real counts beside each other, with its health and what its probability rests on. Where the
-- data doesn't say whose posts are liked, or not who likes, only those in a crowd that acts in lockstep have a probability.
select
    account_answer.id as account,
    account_answer.name,
    case when account_answer.probability > 0 or exists (select 1 from favour where author is not null)
        then account_answer.probability end as probability,
    cast(likes_given as bigint) as likes_given,
    cast(likes_raw as bigint) as likes_raw, likes_real, cast(without_likes as bigint) as posts_without_likes,
    cast(comments_raw as bigint) as comments_raw, comments_real, cast(without_comments as bigint) as posts_without_comments,
    real_share, real_share_low, real_share_high,
    health, depth, dependence,
    coalesce(basis.rests_on, '[]') as rests_on
from account_answer
left join basis on basis.account = account_answer.code
