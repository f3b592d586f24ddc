-- A row is a finding; a campaign stands for its slices, with the facts of the first one and all of its members and
-- likes. core counts those whom the facts are of.
with size as (select grp, count(*) as members from member group by grp),
together as (
    select grp, count(*) as likes, min(time) as first, max(time) as last from unison_like group by grp
),
campaign as (
    select size.grp, size.members, together.likes, together.first, together.last
    from size
    join together on together.grp = size.grp
    semi join campaign_slice on campaign_slice.campaign = size.grp
),
kept as (
    select found_group.* replace (
        coalesce(campaign.members, found_group.size) as size,
        coalesce(campaign.likes, found_group.likes) as likes,
        case when campaign.grp is null then found_group.first else campaign.first end as first,
        case when campaign.grp is null then found_group.last else campaign.last end as last
    ),
    case when campaign.grp is not null then found_group.size end as core
    from found_group
    left join campaign on campaign.grp = found_group.grp
    left join campaign_slice on campaign_slice.grp = found_group.grp
    where campaign_slice.grp is null or campaign_slice.campaign = found_group.grp
)
select kept.* exclude (name), 'g' || row_number() over (order by probability desc, size desc, first, grp) as name
from kept
