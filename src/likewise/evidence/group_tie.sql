-- A row is a tie between two members of a group.
select member.grp, tie.actor, tie.author, tie.likes, tie.first, tie.last
from tie
join member on member.account = tie.actor
join member as fellow on fellow.account = tie.author and fellow.grp = member.grp
