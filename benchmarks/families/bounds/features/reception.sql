-- A row is an author with at least four posts: how unevenly acts fall on its posts (log of variance over mean), all
-- and inside, and whether partners come where others do.
select
    author as account,
    ln((var_samp(inside + outside) + 0.1) / (avg(inside + outside) + 0.1)) as unevenness,
    ln((var_samp(inside) + 0.1) / (avg(inside) + 0.1)) as unevenness_inside,
    corr(ln(1 + outside), inside) as partners_with_others,
    avg(inside) as partners_on_post
from post_acts
group by author
having count(*) >= 4
