-- A row is a post of an account in the trial (of any account where $everyone): when it was published, its outcome (null
-- where nothing tells it), whether that is only a lower bound, and whether its words ask something (null without words).
select
    coalesce(account.id, '') as account,
    raw.id as post,
    raw.born as time,
    cast(case $outcome
        when 'likes' then raw.likes
        when 'comments' then raw.comments
        when 'saves' then raw.saves
        when 'reposts' then raw.reposts
        when 'views' then raw.views
    end as double) as outcome,
    list_contains(string_split(raw.bounds, ' '), $outcome) as bound,
    case when post.text is not null then regexp_matches(post.text, '[?？]') end as asks
from post_raw as raw
join post on post.code = raw.code
left join account on account.code = raw.author
where $everyone or account.id in (select account from trial_account)
order by account, time, post
