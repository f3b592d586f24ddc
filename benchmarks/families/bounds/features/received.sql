-- A row is an author and how soon acts on its posts come, and from whom: people about to post or just done so.
select
    author as account,
    median(delay) as got_delay,
    stddev_samp(delay) as got_delay_spread,
    avg(cast(delay < ln(601) as double)) as got_soon,
    avg(cast(coalesce(to_next < 3600, false) as double)) as got_before_post,
    avg(cast(coalesce(since_last < 3600, false) as double)) as got_after_post,
    avg(cast(coalesce(gap < 60, false) as double)) as got_in_runs
from moment
group by author
