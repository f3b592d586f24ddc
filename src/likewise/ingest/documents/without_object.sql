-- A row is a row of a staged table that is no object.
select line, text from staged
where json_type(try_cast(text as json)) is distinct from 'OBJECT' and trim(text) <> ''
