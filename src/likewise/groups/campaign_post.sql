-- A row is a campaign and a post that it was for, whose it is, and how many people acted on it in all. Where a post's
-- author isn't known, each post is another's.
with wanted as (
    select distinct slice.campaign as grp, slice_post.post
    from slice_post join slice on slice.grp = slice_post.grp
),
audience as (
    select favour.post, max(favour.author) as author, count(*) as people
    from favour semi join wanted on wanted.post = favour.post
    group by favour.post
)
select wanted.grp, wanted.post, coalesce(audience.author, -1 - audience.post) as whose, audience.people
from wanted join audience on audience.post = wanted.post
