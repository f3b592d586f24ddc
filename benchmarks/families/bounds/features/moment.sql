-- A row is an act and what surrounds it: whether it was inside (on a partner), how long after the post it came (log of
-- seconds), its place among the acts on the post (0 is first), seconds since the account's last act and whether that
-- was inside, seconds to the account's next post and since its last.
with placed as (
    select
        act.account, act.author, act.post, act.time, act.comments,
        partner.partner is not null as inside,
        ln(1 + greatest(act.time - published.time, 0)) as delay,
        case when count(*) over one_post >= 3 then percent_rank() over (one_post order by act.time) end as place
    from act
    left join published on published.post = act.post
    left join partner on partner.account = act.account and partner.partner = act.author
    window one_post as (partition by act.post)
),
in_order as (
    select
        *,
        time - lag(time) over one_account as gap,
        coalesce(lag(inside) over one_account, false) as inside_before
    from placed
    window one_account as (partition by account order by time, post)
),
own as (select author, time from published where time is not null),
before_own as (
    select in_order.*, own.time - in_order.time as to_next
    from in_order asof left join own on own.author = in_order.account and own.time > in_order.time
)
select before_own.*, before_own.time - own.time as since_last
from before_own asof left join own on own.author = before_own.account and own.time <= before_own.time
