-- A row is a tie between two members of a group.
-- (Here and wherever three are joined in a ring: group and account are one key, which only who stands at both other
-- corners can make, so that no plan lays every member of a group beside every other. Codes of accounts are below 2^32.)
select member.grp, tie.actor, tie.author, tie.likes, tie.first, tie.last
from tie
join member on member.account = tie.actor
join (select cast(grp as bigint) * 4294967296 + account as place from member) as fellow
    on fellow.place = cast(member.grp as bigint) * 4294967296 + tie.author
