-- A row is an account that may trade, with its probability: likes from it are left out of what counts as organic here.
-- Left out at all times and for everybody alike, so that the audience compared is the same before and after.
select account, max(probability) as probability
from (
    select account, probability from membership
    union all
    select actor as account, probability from exchanged where kind = 'like'
)
group by account
having max(probability) >= $suspect
