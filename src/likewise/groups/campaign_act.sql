-- A row is an account that acted on a campaign's posts of two authors at least, all in one go: from the first to the
-- last it took $go_us microseconds a step at most.
select campaign_post.grp, favour.actor as account, count(*) as posts
from favour join campaign_post on campaign_post.post = favour.post
group by campaign_post.grp, favour.actor
having count(distinct campaign_post.whose) > 1
    and max(favour.time) - min(favour.time) <= $go_us * (count(*) - 1)
