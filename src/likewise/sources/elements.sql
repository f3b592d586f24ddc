-- A row is one element of a JSON array (or one of several objects), numbered from 1.
select row_number() over () as line, cast(json as varchar) as text
from read_json_objects($path, format = $format)
