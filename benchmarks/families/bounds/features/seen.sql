-- A row is an act, whether its post was seen first, and how it was watched (log of seconds, share).
select
    moment.account, moment.author, moment.inside, watched.account is null as unseen,
    ln(1 + watched.dwell_s) as dwell, watched.completion
from moment left join watched on watched.account = moment.account and watched.post = moment.post
