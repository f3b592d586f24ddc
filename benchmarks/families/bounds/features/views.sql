-- A row is an account and how it looks at what it acts on, inside and outside, and how its own posts are looked at.
with looked as (
    select
        account,
        avg(cast(unseen as double)) as unseen,
        avg(cast(unseen as double)) filter (where inside) as unseen_inside,
        avg(cast(unseen as double)) filter (where inside) - avg(cast(unseen as double)) filter (where not inside)
            as unseen_difference,
        median(dwell) as dwell,
        median(dwell) filter (where inside) as dwell_inside,
        median(dwell) filter (where inside) - median(dwell) filter (where not inside) as dwell_difference,
        stddev_samp(dwell) filter (where inside) as dwell_spread,
        avg(completion) as completion,
        avg(completion) filter (where inside) as completion_inside,
        avg(completion) filter (where inside) - avg(completion) filter (where not inside) as completion_difference,
        count(*) as acts
    from seen group by account
),
looked_at as (
    select
        author as account,
        avg(cast(unseen as double)) as got_unseen,
        median(dwell) as got_dwell,
        avg(completion) as got_completion,
        count(*) as acts
    from seen group by author
),
viewed as (select account, count(*) as views from watched group by account),
views_got as (
    select published.author as account, count(*) as views
    from watched join published on published.post = watched.post group by published.author
)
select
    account,
    looked.* exclude (account, acts),
    looked_at.* exclude (account, acts),
    ln((1 + coalesce(viewed.views, 0)) / (1 + coalesce(looked.acts, 0))) as views_per_act,
    ln((1 + coalesce(views_got.views, 0)) / (1 + coalesce(looked_at.acts, 0))) as views_per_act_got
from account
left join looked using (account)
left join looked_at using (account)
left join viewed using (account)
left join views_got using (account)
