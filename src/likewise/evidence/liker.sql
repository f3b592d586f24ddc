-- A row is a suspect and how many posts it liked.
select actor as account, count(*) as likes from mark where post is not null group by actor
