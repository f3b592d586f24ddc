-- A row is the name of a key that an object has at one of the paths: which path (counted from 1), the key, how many
-- different keys the objects at that path have in all, and how many the one with the most has. Of a path with more
-- than $most different keys only one is given.
with listed as (select distinct json_keys(try_cast(text as json), $paths) as lists from staged),
each as (
    select distinct place, keys
    from (select generate_subscripts(lists, 1) as place, unnest(lists) as keys from listed)
),
named as (
    select place, key, max(width) as width
    from (select place, unnest(keys) as key, len(keys) as width from each)
    group by place, key
)
select place, key, count(*) over (partition by place) as keys, max(width) over (partition by place) as widest
from named
qualify keys <= $most or row_number() over (partition by place order by key) = 1
order by place, key
