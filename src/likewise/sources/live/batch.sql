-- One row on what was heard just now: the first and last time of commits (µs), the number of the commit that came last,
-- the first time of anything, and how many messages claim a time that can't be yet.
select
    min(time_us) filter (where kind = 'commit') as first,
    max(time_us) filter (where kind = 'commit') as last,
    arg_max(seq, rowid) filter (where kind = 'commit') as seq,
    min(time_us) as earliest,
    count(*) filter (where kind = 'future') as future
from heard
