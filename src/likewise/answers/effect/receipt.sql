-- A row is a member of the panel and a day, with the traded likes expected to have come to it.
select exchanged.author as account, cast(floor((exchanged.time - $origin) / 86400000000.0) as integer) as day,
    round(sum(exchanged.probability), 9) as traded
from exchanged
join subject on subject.account = exchanged.author
where exchanged.kind = 'like' and exchanged.probability >= $suspect and subject.member
group by exchanged.author, day
