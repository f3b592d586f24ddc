-- A row is a tenth of the scale of probability, and how many accounts fall in it; those without one aren't counted.
select least(9, cast(floor(probability * 10) as integer)) as step, count(*) as accounts
from result_accounts
where probability is not null
group by step
