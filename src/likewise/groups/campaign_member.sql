-- A row is an account outside of a campaign's slices that acted on its posts in one go, and how likely it belongs:
-- 1 - (such accounts expected by chance) / (such accounts found). By chance everybody chooses posts by how popular they
-- are: an account of d acts has two posts of n and m acts, of all l acts, d (d - 1) n m / l^2 times (a configuration
-- model). Members of slices count neither among the accounts nor among the acts.
with outside as (
    select favour.actor, favour.post
    from favour
    left join (select distinct account from campaign_core) as core on core.account = favour.actor
    where favour.post is not null and core.account is null
),
activity as (
    select sum(cast(given as double) * (given - 1)) as twos, sum(cast(given as double)) as acts
    from (select count(*) as given from outside group by actor) as by_actor
),
audience as (
    select outside.post, count(*) as people
    from outside semi join campaign_post on campaign_post.post = outside.post
    group by outside.post
),
popular as (
    select campaign_post.grp, campaign_post.post, campaign_post.whose, cast(audience.people as double) as people
    from campaign_post join audience on audience.post = campaign_post.post
),
met as (
    select one.grp, sum(one.people * other.people) as products
    from popular as one
    join popular as other on other.grp = one.grp and other.post > one.post and other.whose <> one.whose
    group by one.grp
),
found as (select grp, count(*) as accounts from campaign_act group by grp),
share as (
    select found.grp, 1 - met.products * activity.twos / (activity.acts * activity.acts) / found.accounts as likely
    from found join met on met.grp = found.grp cross join activity
)
select campaign_act.grp, campaign_act.account, share.likely
from campaign_act join share on share.grp = campaign_act.grp
where share.likely >= $likely
