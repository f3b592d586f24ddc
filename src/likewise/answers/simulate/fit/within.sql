-- The one row is how much likes differ between the posts of one creator, on average over those with $least posts or more.
with creator as (
    select stddev_samp(ln(1.0 + likes)) as spread
    from fit_post where likes is not null and author is not null group by author having count(*) >= $least
)
select cast(count(*) as double) as creators, avg(spread) as spread, stddev_samp(spread) as deviation from creator
