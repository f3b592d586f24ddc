-- A row is a comment; value is how generic it is.
select actor, author, generic as value from genericness
