-- A row is two candidates and how many people engaged with both for real (expected); with itself, its whole audience and
-- its standard error: whether a group traded is one question, so that its people are all real or none (no root of n).
select
    one.author as author, other.author as other,
    sum(case when one.author = other.author then one.real else one.real * other.real end) as people,
    sum(case when one.author = other.author then sqrt(one.real * (1 - one.real)) else 0 end) as error
from person as one
join person as other on other.actor = one.actor
group by one.author, other.author
order by one.author, other.author
