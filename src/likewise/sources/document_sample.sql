-- A row is one of the first JSON objects of a file: its fields as text, in the order of the paths.
select json_extract_string(text, $paths) as fields
from staged
where json_type(try_cast(text as json)) = 'OBJECT'
order by line, rowid
limit $rows
