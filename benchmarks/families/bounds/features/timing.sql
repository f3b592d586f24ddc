-- A row is an account and how soon it acts after a post, inside and outside, and how early among others.
select
    account,
    median(delay) as delay,
    avg(cast(delay < ln(601) as double)) as soon,
    median(delay) filter (where inside) as delay_inside,
    median(delay) filter (where inside) - median(delay) filter (where not inside) as delay_difference,
    stddev_samp(delay) filter (where inside) as delay_spread,
    avg(place) as place,
    avg(place) filter (where inside) as place_inside,
    avg(place) filter (where inside) - avg(place) filter (where not inside) as place_difference
from moment
group by account
