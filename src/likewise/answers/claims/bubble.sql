-- A row is a post with likes both traded and real: how many of each, and how many deeper acts (comment, save, repost;
-- each kind once) came with them, from those who liked it (acts) and from all accounts of the same kind (all_acts), and
-- how long its likers looked, ms. Templates are no depth.
with tie as (
    select actor, author, max(probability) as probability from exchanged where kind = 'like' group by actor, author
),
exchange as (
    select distinct exchanged.actor, exchanged.post
    from exchanged
    join tie on tie.actor = exchanged.actor and tie.author = exchanged.author
    where exchanged.kind = 'like' and exchanged.post is not null and tie.probability >= $sure
),
chosen as (
    select author from (select distinct post.author from exchange join post on post.code = exchange.post) as known
    where author is not null
    order by (cast(author as bigint) * 2654435761) % 4294967296, author
    limit $most
),
compared as (
    select post.code as post from post semi join chosen on chosen.author = post.author
    semi join exchange on exchange.post = post.code
),
deep as (
    select deed.actor, deed.author, deed.post,
        count(distinct case
            when deed.kind in ('save', 'repost') or (deed.kind = 'comment' and template.actor is null) then deed.kind
        end) as acts,
        max(case when deed.kind = 'view' then cast(round(deed.dwell_s * 1000) as bigint) end) as looked
    from deed
    semi join compared on compared.post = deed.post
    left join template on template.actor = deed.actor and template.post = deed.post
    where deed.kind in ('comment', 'save', 'repost', 'view') and deed.author is distinct from deed.actor
    group by deed.actor, deed.author, deed.post
),
met as (
    select actor, author, post, max(liked) as liked, max(acts) as acts, max(looked) as looked
    from (
        select actor, author, post, 1 as liked, 0 as acts, cast(null as bigint) as looked
        from "like" semi join compared on compared.post = "like".post
        union all
        select actor, author, post, 0, acts, looked from deep
    )
    group by actor, author, post
),
marked as (
    select met.author, met.post, met.liked, met.acts, met.looked,
        case
            when exchange.actor is not null or (met.liked = 0 and tie.probability >= $sure) then 1
            when trader.account is null then 0
        end as traded
    from met
    left join exchange on exchange.actor = met.actor and exchange.post = met.post
    left join tie on tie.actor = met.actor and tie.author = met.author
    left join trader on trader.account = met.actor
),
counted as (
    select author, post,
        sum(traded * liked) as traded, sum((1 - traded) * liked) as real,
        sum(traded * liked * acts) as traded_acts, sum((1 - traded) * liked * acts) as real_acts,
        sum(traded * acts) as traded_all_acts, sum((1 - traded) * acts) as real_all_acts,
        coalesce(sum(traded * liked * looked), 0) as traded_looked,
        coalesce(sum((1 - traded) * liked * looked), 0) as real_looked,
        count(case when traded = 0 and liked = 1 then looked end) as real_views
    from marked
    where traded is not null
    group by author, post
)
select author, traded, real, traded_acts, real_acts, traded_all_acts, real_all_acts, traded_looked, real_looked, real_views
from counted
where traded > 0 and real > 0
order by author, post
