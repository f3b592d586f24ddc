-- A row is a tie with the acts along it (act holds them): the sum of their values, and how many there are.
select actor, author, cast(sum(value) as double) as value, count(*) as acts
from act
group by actor, author
