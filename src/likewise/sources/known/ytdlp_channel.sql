-- A row is a channel, as the newest of its videos' files has it.
select file, line, problem, excerpt, channel as account, channel_name as name, subscribers as followers
from given
where problem is null and channel is not null
qualify row_number() over (
    partition by channel order by try_cast(fetched as double) desc nulls last, file desc, line desc
) = 1
