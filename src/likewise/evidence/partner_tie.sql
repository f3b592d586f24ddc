-- A row is a tie from an account that may belong to a group to a member of that group.
select partner.grp, tie.actor, tie.author
from tie
join partner on partner.account = tie.actor
join member on member.grp = partner.grp and member.account = tie.author
