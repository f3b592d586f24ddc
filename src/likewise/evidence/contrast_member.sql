-- A row is an account and a group; value weighs how much higher its acts' values are toward the group than toward
-- others (x) against the group's own way (the median of that among members, m): m * (x - m / 2) an act, which
-- is the log of a likelihood ratio of two normals but for their variance. Of acts, $most count at most. Where m isn't
-- above zero the group has no way of its own, and there is no evidence.
with everyone as (select sum(value) / sum(acts) as usual from act_tie),
near as (
    select partner_tie.grp, partner_tie.actor as account, sum(act.value) as value, sum(act.acts) as acts
    from partner_tie join act_tie as act on act.actor = partner_tie.actor and act.author = partner_tie.author
    group by partner_tie.grp, partner_tie.actor
),
each as (select actor, sum(value) as value, sum(acts) as acts from act_tie group by actor),
contrast as (
    select near.grp, near.account, least($most, near.acts) as acts,
        near.value / near.acts - (each.value - near.value + $prior * usual) / (each.acts - near.acts + $prior) as x
    from near join each on each.actor = near.account cross join everyone
),
way as (
    select contrast.grp, median(contrast.x) as m
    from contrast join member on member.grp = contrast.grp and member.account = contrast.account
    group by contrast.grp
)
select contrast.grp, contrast.account, contrast.acts * way.m * (contrast.x - way.m / 2) as value
from contrast join way on way.grp = contrast.grp and way.m > 0
