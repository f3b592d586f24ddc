-- A row is a like; value is the share of all likes that waited longer.
select actor, author, promptness as value from mark where promptness is not null
