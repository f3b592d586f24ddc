-- A row is a note as a post; relays give the same note again.
select file, line, problem, excerpt, id as post, pubkey as author, created as time, content as text
from given
where problem is null and number = '1'
qualify row_number() over (partition by id order by file, line) = 1
