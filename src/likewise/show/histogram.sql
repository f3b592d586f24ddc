-- A row is a tenth of the scale of probability, and how many accounts fall in it.
select least(9, cast(floor(probability * 10) as integer)) as step, count(*) as accounts
from result_accounts
group by step
