-- A row is a message of the stream: the time at which the server saw it (µs), and what it says of a record.
select
    coalesce(try_cast(fields[1] as bigint), epoch_us(try_cast(fields[1] as timestamptz))) as time_us,
    fields[2] as did,
    fields[3] as rev,
    fields[4] as operation,
    fields[5] as collection,
    fields[6] as rkey,
    coalesce(fields[7], fields[8]) as subject,
    fields[9] as text,
    fields[10] as parent,
    coalesce(fields[11], fields[12]) as quote,
    coalesce(fields[13], fields[14]) as embed
from (
    select json_extract_string(try_cast(text as json), $pointers) as fields
    from (select unnest($messages) as text)
)
