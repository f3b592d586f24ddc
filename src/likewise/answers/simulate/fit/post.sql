-- A row is a post born in the window: what it got, null where nothing of that kind is known. Counts that the data
-- declares go before events, less what a group traded; views_timed are those of which it is known how much was seen.
with counted as (
    select post,
        count(*) filter (where kind = 'like') as likes, count(*) filter (where kind = 'view') as views,
        count(*) filter (where kind = 'comment') as comments, count(*) filter (where kind = 'save') as saves,
        count(*) filter (where kind = 'repost') as reposts,
        count(completion) as views_timed, count(*) filter (where completion >= $seen) as views_finished
    from fit_act where post is not null group by post
),
traded as (
    select post,
        count(*) filter (where kind = 'like') as likes, count(*) filter (where kind = 'comment') as comments,
        count(*) filter (where kind = 'save') as saves, count(*) filter (where kind = 'repost') as reposts
    from fit_traded where post is not null group by post
),
declared as (
    select post.code,
        post.likes - coalesce(traded.likes, 0) as likes, post.comments - coalesce(traded.comments, 0) as comments,
        post.saves - coalesce(traded.saves, 0) as saves, post.reposts - coalesce(traded.reposts, 0) as reposts
    from post left join traded on traded.post = post.code
),
told as (
    select declared.code,
        coalesce(declared.likes, case when $likes then coalesce(counted.likes, 0) end) as likes,
        coalesce(declared.comments, case when $comments then coalesce(counted.comments, 0) end) as comments,
        coalesce(declared.saves, case when $saves then coalesce(counted.saves, 0) end) as saves,
        coalesce(declared.reposts, case when $reposts then coalesce(counted.reposts, 0) end) as reposts
    from declared left join counted on counted.post = declared.code
)
select
    post.code, post.author,
    case when told.likes > 0 then told.likes when told.likes <= 0 then 0 end as likes,
    case when told.comments > 0 then told.comments when told.comments <= 0 then 0 end as comments,
    case when told.saves > 0 then told.saves when told.saves <= 0 then 0 end as saves,
    case when told.reposts > 0 then told.reposts when told.reposts <= 0 then 0 end as reposts,
    coalesce(post.views, case when $views then coalesce(counted.views, 0) end) as views,
    post.new_follows as follows,
    case when counted.views_timed > 0 then counted.views_timed
        when post.completion_rate is not null then post.views end as views_timed,
    case when counted.views_timed > 0 then counted.views_finished else post.views * post.completion_rate end as views_finished,
    post.born is not null as dated
from post
join told on told.code = post.code
left join counted on counted.post = post.code
where post.born is null or (post.born >= $begin and post.born < $until)
