-- Gives every object of a staged table a field more, with the same value in all.
update staged
set text = '{' || $field || case when regexp_matches(text, '^\s*\{\s*\}') then '' else ',' end || substr(ltrim(text), 2)
where json_type(try_cast(text as json)) = 'OBJECT'
