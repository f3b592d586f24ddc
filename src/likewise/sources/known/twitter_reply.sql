-- A row is a post that answers another's, where whose archive it is is known.
select
    file, line, problem, excerpt, owner as actor, answered_user as author, answered as post, created as time,
    words as text
from given
where problem is null and answered is not null and owner is not null
