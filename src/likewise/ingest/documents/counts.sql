-- One row: how many rows of a staged table are objects, and how many are lists with an object in them.
select
    count(*) filter (type = 'OBJECT') as objects, count(*) filter (type = 'ARRAY' and contains(text, '{')) as lists
from (select text, json_type(try_cast(text as json)) as type from staged)
