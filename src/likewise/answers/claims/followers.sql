-- A row is an author, a period, and whether its followers of that period were won in a group: how many they are, and
-- what they did in the $horizon_us after following: acts on the author (of those whose horizon the data holds whole),
-- days until they left or the horizon or the data ended, leaving, purchases and days they could have been made in.
-- Follows at the very first moment of the data are the stock that a log opens with: nobody knows when these were won.
with opening as (select min(time) as moment from deed where kind = 'follow'),
won as (
    select actor, author, min(time) as time from deed cross join opening
    where kind = 'follow' and author is not null and author <> actor
    group by actor, author
    having min(time) > any_value(opening.moment)
),
author as (
    select known.author, group_time.since, group_time.until,
        row_number() over (
            partition by group_time.account is null order by (cast(known.author as bigint) * 2654435761) % 4294967296, known.author
        ) as place
    from (select author, max(trades) as trades from (
        select won.author, case when exchanged.author is null then 0 else 1 end as trades
        from (select distinct author from won) as won
        left join (select distinct author from exchanged where kind = 'like' and probability >= $suspect) as exchanged
            on exchanged.author = won.author
    ) group by author) as known
    left join group_time on group_time.account = known.author
    left join trader on trader.account = known.author
    where group_time.account is not null or (known.trades = 0 and trader.account is null)
),
follower as (
    select won.actor, won.author, won.time, trader.account is not null as trading,
        cast(floor((won.time - $first) / $period_us) as integer) as period,
        case
            when author.since is null then 0
            when won.time between author.since and author.until then 1
            when won.time < author.since - $edge_us or won.time > author.until + $edge_us then 0
        end as inside
    from won
    join author on author.author = won.author and author.place <= $most
    left join trader on trader.account = won.actor
),
kept as (select * from follower where inside is not null),
moment as (
    select author, actor, time, 0 as post, 0 as reached from kept
    union all
    select author, actor, time + $horizon_us, 0, 1 from kept
    union all
    select author, cast(null as integer), born, 1, null from post where born is not null and author is not null
),
running as (
    select author, actor, reached, sum(post) over (partition by author order by time, post rows unbounded preceding) as posts
    from moment
),
shown as (
    select author, actor, sum(case when reached = 1 then posts else -posts end) as posts
    from running where actor is not null group by author, actor
),
done as (
    select kept.actor, kept.author,
        count(*) filter (where act.kind in ('like', 'comment', 'save', 'repost')) as acts,
        count(*) filter (where act.kind = 'purchase') as purchases,
        min(case when act.kind = 'unfollow' then act.time end) as left_at
    from kept
    join (
        select actor, author, 'like' as kind, time from "like"
        union all
        select actor, author, kind, time from deed where kind in ('comment', 'save', 'repost', 'purchase', 'unfollow')
    ) as act on act.actor = kept.actor and act.author = kept.author
    where act.time > kept.time and act.time <= kept.time + $horizon_us
    group by kept.actor, kept.author
),
followed as (
    select kept.author, kept.period, kept.inside, kept.trading,
        least(kept.time + $horizon_us, $last) - kept.time as seen_us,
        least(coalesce(done.left_at, $last), kept.time + $horizon_us, $last) - kept.time as stayed_us,
        case when kept.time + $horizon_us <= $last then 1 else 0 end as whole,
        coalesce(shown.posts, 0) as posts, coalesce(done.acts, 0) as acts, coalesce(done.purchases, 0) as purchases,
        case when done.left_at is null then 0 else 1 end as gone
    from kept
    left join shown on shown.actor = kept.actor and shown.author = kept.author
    left join done on done.actor = kept.actor and done.author = kept.author
)
select author, period, inside, trading, count(*) as followers, sum(whole) as whole,
    sum(whole * posts) as posts, sum(case when posts > 0 then whole * acts else 0 end) as acts,
    sum(stayed_us) / 86400000000.0 as stayed_days, sum(gone) as gone,
    sum(seen_us) / 86400000000.0 as seen_days, sum(purchases) as purchases
from followed
group by author, period, inside, trading
order by author, period, inside, trading
