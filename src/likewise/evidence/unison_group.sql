-- A row is a group; value is the mean over its members of the share of their likes that a fellow member gave to
-- the same post in the same minutes. Each member is given $prior likes of its own beside: two out of two say
-- less than forty out of forty.
with everything as (
    select member.grp, member.account as actor, liker.likes from member join liker on liker.account = member.account
),
together as (select grp, actor, count(*) as likes from unison_like group by grp, actor)
select everything.grp, avg(coalesce(together.likes, 0) / (everything.likes + cast($prior as double))) as value
from everything
left join together on together.grp = everything.grp and together.actor = everything.actor
group by everything.grp
