-- A row is a like that members of a finding gave together, those of a campaign's likely slices as the campaign's; and a
-- like on a campaign's posts by somebody who acted on them in one go.
select coalesce(slice.campaign, unison_like.grp) as grp, unison_like.actor, unison_like.post, unison_like.time
from unison_like
left join slice on slice.grp = unison_like.grp
left join campaign_slice on campaign_slice.grp = unison_like.grp
where slice.grp is not null or campaign_slice.grp is null
union
select campaign_member.grp, favour.actor, favour.post, favour.time
from campaign_member
join campaign_post on campaign_post.grp = campaign_member.grp
join favour on favour.actor = campaign_member.account and favour.post = campaign_post.post
