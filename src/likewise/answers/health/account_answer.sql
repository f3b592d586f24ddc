-- A row is an account with its counts and, side by side, the parts of its health that a list of accounts shows. A real
-- count is null where the data knows nobody who gave what it counts.
with wide as (
    select account,
        max(case when part = 'real_share' then value end) as real_share,
        max(case when part = 'real_share' then low end) as real_share_low,
        max(case when part = 'real_share' then high end) as real_share_high,
        max(case when part = 'dependence' then value end) as dependence,
        max(case when part = 'depth' then value end) as depth,
        max(case when part = 'score' then value end) as health
    from account_health group by account
)
select account_count.code, account_count.id, account_count.name, account_count.probability, likes_given,
    likes_raw, case when $told_likes then likes_real end as likes_real, without_likes,
    comments_raw, case when $told_comments then comments_real end as comments_real, without_comments,
    wide.depth, wide.real_share,
    case when likes_by_person + likes_given > 0
        then (likes_raw - likes_real + likes_given_traded) / (likes_by_person + likes_given) end as dependence,
    wide.real_share_low, wide.real_share_high, wide.health
from account_count left join wide on wide.account = account_count.code
