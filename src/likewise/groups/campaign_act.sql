-- A row is an account outside of a campaign's slices that acted on its posts of two authors at least, all in one go: from
-- the first to the last it took $gap_us microseconds a step at most.
select campaign_post.grp, favour.actor as account
from favour
join campaign_post on campaign_post.post = favour.post
left join campaign_core on campaign_core.grp = campaign_post.grp and campaign_core.account = favour.actor
where campaign_core.grp is null
group by campaign_post.grp, favour.actor
having count(distinct campaign_post.whose) > 1
    and max(favour.time) - min(favour.time) <= $gap_us * (count(*) - 1)
