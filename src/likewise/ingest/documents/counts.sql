-- One row: how many rows of a staged table are objects, objects with one key (besides those that were carried to
-- them), and lists with an object in them.
select
    count(*) filter (type = 'OBJECT') as objects,
    count(*) filter (type = 'OBJECT' and len(list_filter(keys, lambda key: not regexp_matches(key, $carried))) = 1)
        as single,
    count(*) filter (type = 'ARRAY' and contains(text, '{')) as lists
from (
    select text, json_type(doc) as type, json_keys(doc) as keys
    from (select text, try_cast(text as json) as doc from staged)
)
