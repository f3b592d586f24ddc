-- A row is a like; value is 1 when it was given without looking.
select actor, author, blind as value from watched
