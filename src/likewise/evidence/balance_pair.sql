-- A row is a pair with at least $least likes between them; value is 1 when both like the same share of
-- what the other posts, 0 when one does all the liking.
select
    a, b,
    1 - abs(a_to_b / (b_posts + 1.0) - b_to_a / (a_posts + 1.0))
        / (a_to_b / (b_posts + 1.0) + b_to_a / (a_posts + 1.0)) as value
from pair_exposure
where a_to_b + b_to_a >= $least
