-- A row is an account and a part that is judged against what is usual: responses observed and expected, by half.
select part, author as account, count(*) as units,
    sum(response) as observed, sum(expected) as expected, sum(exposure) as exposure,
    sum(case when half = 1 then response else 0 end) as observed_early,
    sum(case when half = 1 then expected else 0 end) as expected_early,
    sum(case when half = 2 then response else 0 end) as observed_late,
    sum(case when half = 2 then expected else 0 end) as expected_late,
    sum(response * response / expected) as response_square
from health_expected
group by part, author
