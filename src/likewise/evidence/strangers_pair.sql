-- A row is a pair; value is log2 of how many accounts both like from afar (one-way, and not everybody's
-- favourites) over what chance makes of the two sides' activity.
with afar as (
    select tie.actor, tie.author, tie.received
    from tie
    semi join suspect on suspect.account = tie.actor
    anti join tie as back on back.actor = tie.author and back.author = tie.actor
    where tie.received <= $everybodys
),
audience as (select author, count(*) as fans from afar group by author),
width as (
    select afar.actor, count(*) as liked from afar group by afar.actor
),
chance as (
    select sum(cast(fans as double) * fans) / nullif(pow(sum(fans), 2), 0) as share from audience
),
-- In two steps, so that no plan joins everyone who likes an account with everyone else who does.
reach as materialized (
    select pair.a, pair.b, afar.author from pair join afar on afar.actor = pair.a
),
common as (
    select reach.a, reach.b, count(*) as shared
    from reach
    join afar on afar.actor = reach.b and afar.author = reach.author
    group by reach.a, reach.b
)
select
    pair.a, pair.b,
    log2((coalesce(common.shared, 0) + 0.5) / (left_width.liked * right_width.liked * chance.share + 0.5)) as value
from pair
join width as left_width on left_width.actor = pair.a
join width as right_width on right_width.actor = pair.b
left join common on common.a = pair.a and common.b = pair.b
cross join chance
where left_width.liked >= $least and right_width.liked >= $least
