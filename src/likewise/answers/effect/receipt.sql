-- A row is an account and a day, with the traded likes expected to have come to it, and the surest of them.
select author as account, cast(floor((time - $origin) / 86400000000.0) as integer) as day,
    sum(probability) as traded, max(probability) as probability
from exchanged
where kind = 'like' and author is not null and probability >= $suspect
group by author, day
