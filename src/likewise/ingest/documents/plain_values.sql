-- What MongoDB's exports wrap as an object of one key, an id, a date or a number, as the plain value; a length of
-- time since 1970 may be wrapped twice.
update staged
set text = regexp_replace(
    regexp_replace(text, $wrapped, '\1', 'g'), $wrapped, '\1', 'g'
)
where regexp_matches(text, $wrapped)
