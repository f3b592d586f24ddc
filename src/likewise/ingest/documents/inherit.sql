-- Gives every object of a staged table a field more: what it has at a path.
update staged
set text = '{' || $name || cast(json_extract(text, $at) as varchar) || ',' || substr(text, 2)
where json_type(try_cast(text as json), $at) is not null
