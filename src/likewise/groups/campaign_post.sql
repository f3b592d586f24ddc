-- A row is a campaign and a post that it was for, whose it is, and how many people acted on it in all.
with wanted as (
    select distinct slice.campaign as grp, slice_post.post
    from slice_post join slice on slice.grp = slice_post.grp
),
audience as (
    select favour.post, min(coalesce(favour.author, favour.post)) as whose, count(*) as people
    from favour semi join wanted on wanted.post = favour.post
    group by favour.post
)
select wanted.grp, wanted.post, audience.whose, audience.people
from wanted join audience on audience.post = wanted.post
