-- One row: how many objects of a staged table have another number of keys than one, besides those that were carried to
-- them.
select count(*)
from (
    select json_keys(try_cast(text as json)) as keys
    from staged
    where json_type(try_cast(text as json)) = 'OBJECT'
)
where len(list_filter(keys, lambda key: not regexp_matches(key, $carried))) <> 1
