-- A row is a group; value is one half plus how much higher an act's value is toward fellow members than toward
-- others; lower is no sign of anything. $prior acts of everybody's stand beside the others', and none toward each
-- other beside their own.
with everyone as (select sum(value) / sum(acts) as usual from act_tie),
near as (
    select group_tie.grp, sum(act.value) as value, sum(act.acts) as acts
    from group_tie join act_tie as act on act.actor = group_tie.actor and act.author = group_tie.author
    group by group_tie.grp
),
each as (select actor, sum(value) as value, sum(acts) as acts from act_tie group by actor),
whole as (
    select member.grp, sum(each.value) as value, sum(each.acts) as acts
    from member join each on each.actor = member.account
    group by member.grp
)
select near.grp,
    0.5 + greatest(0, near.value / near.acts
        - (whole.value - near.value + $prior * usual) / (whole.acts - near.acts + $prior)) * near.acts / (near.acts + $prior)
    as value
from near join whole on whole.grp = near.grp cross join everyone
