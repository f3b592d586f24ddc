-- A row is an account of the panel and a period: the posts published in it, and what the platform counted on them.
-- Views are organic when those that traders' likes imply are taken out: $opened of them came with a view. response is
-- what accounts that trade with nobody did on posts whose views are known.
select author as account, cast(floor((born - $origin) / $period_us) as integer) as period,
    count(*) as posts,
    count(views) as with_views,
    sum(greatest(views - $opened * traders, 0)) as views_organic,
    sum(case when views is not null then least(views, traders) end) as views_traders,
    count(completion_rate) as with_completion,
    sum(completion_rate) as completion_raw,
    sum(case when views > 0 then outside end) as response_organic
from shown
group by author, period
