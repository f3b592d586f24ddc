-- A row is an account and the share of its acts within a minute of the one before; inside, of those after one inside.
select
    account,
    avg(cast(gap < 60 as double)) as run,
    avg(cast(gap < 60 and inside_before as double)) filter (where inside) as run_inside,
    avg(cast(gap < 60 and inside_before as double)) filter (where inside)
        - avg(cast(gap < 60 as double)) filter (where not inside) as run_difference
from moment
group by account
