-- A row is what the objects of a staged table have at a path; more of them than $most aren't given.
select distinct json_extract_string(try_cast(text as json), $at) as kind
from staged
where json_type(try_cast(text as json)) = 'OBJECT'
order by kind
limit $most
