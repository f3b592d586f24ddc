-- A row is a like by a member of a group; inside tells whether it went to a fellow member.
select
    member.grp, mark.actor, mark.author, mark.post, mark.time, mark.promptness, mark.run, mark.ahead,
    fellow.account is not null as inside
from mark
join member on member.account = mark.actor
left join member as fellow on fellow.account = mark.author and fellow.grp = member.grp
