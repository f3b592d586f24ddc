-- A row is an account and how well liked by others the posts are that it picks, against the same authors' other posts.
with usual as (
    select author, avg(ln(1 + outside)) as mean, stddev_samp(ln(1 + outside)) as spread
    from post_acts group by author having count(*) >= 4
),
pick as (
    select moment.account, moment.inside, (ln(1 + post_acts.outside) - usual.mean) / (usual.spread + 0.3) as above
    from moment join post_acts on post_acts.post = moment.post join usual on usual.author = moment.author
)
select
    account,
    avg(above) filter (where inside) as choice_inside,
    avg(above) filter (where inside) - avg(above) filter (where not inside) as choice_difference
from pick
group by account
