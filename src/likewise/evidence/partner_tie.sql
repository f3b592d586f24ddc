-- A row is a tie from an account that may belong to a group to a member of that group.
-- (One key of group and account: see group_tie.sql.)
select partner.grp, tie.actor, tie.author
from tie
join partner on partner.account = tie.actor
join (select cast(grp as bigint) * 4294967296 + account as place from member) as inside
    on inside.place = cast(partner.grp as bigint) * 4294967296 + tie.author
