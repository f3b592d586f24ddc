-- A row is a group; value is the share of its ties in which the one who likes also follows.
with following as (select distinct actor, author from deed where kind = 'follow')
select group_tie.grp, count(following.actor) / cast(count(*) as double) as value
from group_tie
left join following on following.actor = group_tie.actor and following.author = group_tie.author
group by group_tie.grp
