-- A row is a pair with the posts each could have liked; value is the smaller share of them that was liked
-- (one unliked post is added to each side, so that one of one is not everything).
select a, b, least(a_to_b / (b_posts + 1.0), b_to_a / (a_posts + 1.0)) as value
from pair_exposure
