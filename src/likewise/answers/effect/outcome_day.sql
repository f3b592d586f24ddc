-- A row is an account of the panel and a period: what it received in it, raw, and from accounts that trade with nobody
-- and aren't on terms of returned likes (organic). Acts on a post belong to the period of the post's birth if $by_post, else to their own; acts on an account
-- to their own. A returning reader is one who had acted on the account in an earlier period.
-- Follows at the very first moment of the data are the stock that a log opens with, and no event.
with opening as (select min(time) as moment from deed where kind = 'follow'),
act as (
    select actor, author, post, 'like' as kind, time from "like"
    union all
    select actor, author, post, kind, time from deed
    cross join opening
    where kind in ('comment', 'repost', 'save', 'follow', 'purchase') and author is distinct from actor
        and not (kind = 'follow' and time = opening.moment)
),
placed as (
    select act.actor, act.kind, subject.account,
        cast(floor((case when $by_post and act.kind not in ('follow', 'purchase') then post.born else act.time end - $origin)
            / $period_us) as integer) as period,
        trader.account is null and returned.actor is null as outside
    from act
    join subject on subject.account = act.author
    left join post on post.code = act.post
    left join trader on trader.account = act.actor
    left join returned on returned.actor = act.actor and returned.author = act.author
),
first_act as (
    select account, actor, min(period) as period from placed
    where kind in ('like', 'comment', 'repost', 'save') and outside group by account, actor
)
select placed.account, placed.period,
    count(*) filter (where kind = 'like') as likes_raw,
    count(*) filter (where kind = 'like' and outside) as likes_organic,
    count(*) filter (where kind = 'comment' and outside) as comments_organic,
    count(*) filter (where kind = 'save' and outside) as saves_organic,
    count(*) filter (where kind = 'repost' and outside) as reposts_organic,
    count(*) filter (where kind in ('comment', 'save', 'repost') and outside) as deep_organic,
    count(*) filter (where kind = 'follow' and outside) as new_follows_organic,
    count(*) filter (where kind = 'purchase') as purchases_raw,
    count(*) filter (where kind in ('like', 'comment', 'repost', 'save') and outside
        and first_act.period < placed.period) as fan_activity_organic
from placed
left join first_act on first_act.account = placed.account and first_act.actor = placed.actor
where placed.period >= 0
group by placed.account, placed.period
