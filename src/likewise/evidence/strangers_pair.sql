-- A row is a pair; value is log2 of how many accounts both like from afar (one-way, and not everybody's
-- favourites) over what chance makes of the two sides' activity.
with afar as (
    select tie.actor, tie.author
    from tie
    semi join suspect on suspect.account = tie.actor
    join account on account.code = tie.author and account.received <= $everybodys
    anti join tie as back on back.actor = tie.author and back.author = tie.actor
),
audience as (select author, count(*) as fans from afar group by author),
width as (
    select afar.actor, count(*) as liked from afar group by afar.actor
),
chance as (
    select sum(cast(fans as double) * fans) / nullif(pow(sum(fans), 2), 0) as share from audience
),
wide as (
    select pair.a, pair.b, one.liked as a_liked, other.liked as b_liked,
        case when one.liked <= other.liked then pair.a else pair.b end as less,
        case when one.liked <= other.liked then pair.b else pair.a end as more
    from pair
    join width as one on one.actor = pair.a
    join width as other on other.actor = pair.b
    where one.liked >= $least and other.liked >= $least
),
-- In two steps and from the side that likes fewer, so that no plan joins everyone who likes an account with
-- everyone else who does, or all that a busy account likes with each of its pairs.
reach as materialized (
    select wide.a, wide.b, wide.more, afar.author from wide join afar on afar.actor = wide.less
),
common as (
    select reach.a, reach.b, count(*) as shared
    from reach
    join afar on afar.actor = reach.more and afar.author = reach.author
    group by reach.a, reach.b
)
select
    wide.a, wide.b,
    log2((coalesce(common.shared, 0) + 0.5) / (wide.a_liked * wide.b_liked * chance.share + 0.5)) as value
from wide
left join common on common.a = wide.a and common.b = wide.b
cross join chance
