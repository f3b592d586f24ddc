-- A row is a group; value is the share of its members' likes that a fellow member gave to the same post in
-- the same minutes.
with everything as (select grp, count(*) as likes from group_like where post is not null group by grp),
together as (select grp, count(*) as likes from unison_like group by grp)
select everything.grp, coalesce(together.likes, 0) / cast(everything.likes as double) as value
from everything left join together on together.grp = everything.grp
