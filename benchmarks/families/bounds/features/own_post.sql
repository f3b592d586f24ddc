-- A row is an account that posts and the share of its acts within an hour before or after a post of its own.
select
    account,
    avg(cast(to_next < 3600 as double)) as before_post,
    avg(cast(since_last < 3600 as double)) as after_post,
    avg(cast(to_next < 3600 as double)) filter (where inside) as before_post_inside,
    avg(cast(to_next < 3600 as double)) filter (where inside)
        - avg(cast(to_next < 3600 as double)) filter (where not inside) as before_post_difference,
    avg(cast(since_last < 3600 as double)) filter (where inside)
        - avg(cast(since_last < 3600 as double)) filter (where not inside) as after_post_difference
from moment
group by account
