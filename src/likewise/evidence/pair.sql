-- A row is a pair of accounts that like each other, a before b.
select
    there.actor as a,
    there.author as b,
    there.likes as a_to_b,
    back.likes as b_to_a,
    there.expected as expected_there,
    back.expected as expected_back,
    least(there.first, back.first) as first,
    greatest(there.first, back.first) as mutual_since,
    greatest(there.last, back.last) as last
from tie as there
join tie as back on back.actor = there.author and back.author = there.actor
where there.actor < there.author
