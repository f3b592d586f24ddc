-- A row is one of the five longest stretches of which a watch heard nothing.
select
    strftime(make_timestamp(try_cast(moment as bigint)), '%Y-%m-%d %H:%M:%S') as since,
    strftime(make_timestamp(try_cast(until as bigint)), '%Y-%m-%d %H:%M:%S') as again
from given
where what = 'gap' and try_cast(until as bigint) > try_cast(moment as bigint)
order by try_cast(until as bigint) - try_cast(moment as bigint) desc, moment
limit 5
