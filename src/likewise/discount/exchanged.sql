-- A row is an event that was traded with some probability: given by one member to another of the same group
-- while both took part, or given by members of a lockstep group together.
with taking_part as (
    select membership.grp, membership.account, cast(membership.grp as bigint) * 4294967296 + membership.account as place,
        membership.probability,
        membership.joined - cast($margin_s as bigint) * 1000000 as since, membership.left_at + cast($margin_s as bigint) * 1000000 as until,
        found_group.kind, found_group.probability as grouped
    from membership
    join found_group on found_group.grp = membership.grp
),
event as (
    select actor, author, post, 'like' as kind, time from "like"
    union all
    select actor, author, post, kind, time from deed where kind in ('comment', 'repost', 'save', 'follow')
),
among as (
    select event.actor, event.author, event.post, event.kind, event.time,
        giver.probability * getter.probability / greatest(giver.grouped, 1e-9) as probability
    from event
    join taking_part as giver on giver.account = event.actor and event.time between giver.since and giver.until
    -- One key of group and account: see evidence/group_tie.sql.
    join taking_part as getter
        on getter.place = cast(giver.grp as bigint) * 4294967296 + event.author
        and event.time between getter.since and getter.until
),
in_step as (
    select favour.actor, favour.author, favour.post, $favour as kind, favour.time, taking_part.probability
    from unison_like
    join taking_part
        on taking_part.grp = unison_like.grp and taking_part.account = unison_like.actor and taking_part.kind = 'lockstep'
    join favour on favour.actor = unison_like.actor and favour.post = unison_like.post
)
select actor, author, post, kind, time, least(max(probability), 1.0) as probability
from (select * from among union all select * from in_step)
where probability >= $negligible
group by actor, author, post, kind, time
