-- A row is a pair; value is the smaller of the two directions' surprise, in powers of ten, of so many likes
-- when chance expects so few (Poisson tail, Chernoff's bound).
select
    a, b,
    least(
        case when a_to_b > expected_there
            then (a_to_b * ln(a_to_b / expected_there) - (a_to_b - expected_there)) / ln(10) else 0 end,
        case when b_to_a > expected_back
            then (b_to_a * ln(b_to_a / expected_back) - (b_to_a - expected_back)) / ln(10) else 0 end
    ) as value
from pair
