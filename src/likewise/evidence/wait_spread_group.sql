-- A row is a group; value is how widely members' waiting times toward each other vary (standard deviation) over how
-- widely those toward others do. $prior likes of everybody's stand beside both.
with everyone as (select sum(squares) / sum(likes) - pow(sum(waits) / sum(likes), 2) as usual from wait_tie),
near as (
    select group_tie.grp, sum(tie.likes) as likes, sum(tie.waits) as waits, sum(tie.squares) as squares
    from group_tie join wait_tie as tie on tie.actor = group_tie.actor and tie.author = group_tie.author
    group by group_tie.grp
),
each as (select actor, sum(likes) as likes, sum(waits) as waits, sum(squares) as squares from wait_tie group by actor),
whole as (
    select member.grp, sum(each.likes) as likes, sum(each.waits) as waits, sum(each.squares) as squares
    from member join each on each.actor = member.account
    group by member.grp
),
far as (
    select near.grp, whole.likes - near.likes as likes, whole.waits - near.waits as waits,
        whole.squares - near.squares as squares
    from near join whole on whole.grp = near.grp
),
varying as (
    select near.grp,
        greatest(0, near.squares - pow(near.waits, 2) / near.likes) as inside,
        case when far.likes > 0 then greatest(0, far.squares - pow(far.waits, 2) / far.likes) else 0 end as outside,
        near.likes as near_likes, far.likes as far_likes
    from near join far on far.grp = near.grp
)
select grp,
    sqrt((inside + $prior * usual) / (near_likes + $prior) / ((outside + $prior * usual) / (far_likes + $prior))) as value
from varying cross join everyone
where usual > 0
