-- A row is an account, in none of a campaign's slices, that acted on its posts in one go, and how likely it belongs: one
-- less the share of such accounts that would be there if everybody chose posts by how popular they are (a configuration model: an account
-- of d acts has two posts of n and m acts, of l in all, d (d - 1) n m / l^2 times).
with activity as (
    select sum(cast(given as double) * (given - 1)) as twos, sum(cast(given as double)) as acts
    from (select count(*) as given from favour where post is not null group by actor) as by_actor
),
met as (
    select one.grp, sum(cast(one.people as double) * other.people) as products
    from campaign_post as one
    join campaign_post as other on other.grp = one.grp and other.post > one.post and other.whose <> one.whose
    group by one.grp
),
there as (select grp, count(*) as accounts from campaign_act group by grp),
share as (
    select there.grp,
        1 - met.products * activity.twos / (activity.acts * activity.acts) / there.accounts as likely
    from there join met on met.grp = there.grp cross join activity
),
core as (
    select distinct slice.campaign as grp, member.account from member join slice on slice.grp = member.grp
)
select campaign_act.grp, campaign_act.account, share.likely
from campaign_act
join share on share.grp = campaign_act.grp
left join core on core.grp = campaign_act.grp and core.account = campaign_act.account
where share.likely >= $likely and core.grp is null
