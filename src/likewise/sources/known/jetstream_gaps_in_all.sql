-- A row says how many stretches there are of which a watch heard nothing, where there are more than can be named.
select count(*) as stretches, round(sum(try_cast(until as bigint) - try_cast(moment as bigint)) / 3600e6, 1) as hours
from given
where what = 'gap' and try_cast(until as bigint) > try_cast(moment as bigint)
having count(*) > 5
