-- A row is two accounts that like each other again and again ($least times each way at least), as reader and account of
-- the panel. Whether they trade or are friends: what passes between them isn't the audience that a group could win.
-- Left out at all times and for everybody alike, so that members of groups that were not found don't count as readers.
select there.actor, there.author
from tie as there
join tie as back on back.actor = there.author and back.author = there.actor
join subject on subject.account = there.author
where there.likes >= $least and back.likes >= $least
