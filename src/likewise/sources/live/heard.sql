-- A row is a message that says something: a commit, an account that was closed, or a notice of the server's about the
-- stream itself. What claims a time after $latest (µs) is `future`: it stands at the moment of its hearing, $now, and
-- does nothing. Rows stand in the order in which they came.
with fields as (
    select json_extract_string(try_cast(text as json), $pointers) as f
    from (select unnest($messages) as text)
),
said as (
    select
        coalesce(try_cast(f[1] as bigint), epoch_us(try_cast(f[1] as timestamptz))) as time_us,
        try_cast(f[2] as bigint) as seq,
        f[3] as did,
        coalesce(f[4], f[5]) as rev,
        f[6] as operation,
        f[7] as collection,
        f[8] as rkey,
        coalesce(f[9], f[10]) as subject,
        f[11] as text,
        f[12] as parent,
        coalesce(f[13], f[14]) as quote,
        coalesce(f[15], f[16]) as embed,
        f[17] as status,
        case
            when f[18] = 'error' or f[19] like '%#info' then nullif(concat_ws(': ', f[20], f[21], f[22], f[23]), '')
        end as notice
    from fields
),
meant as (
    select
        case
            when notice is not null then 'notice'
            when time_us is null or did is null then null
            when
                rkey is not null and rev is not null
                and collection in $collections and operation in ('create', 'delete') then 'commit'
            when status in ('deleted', 'takendown') then 'account'
        end as means,
        coalesce(time_us > $latest, false) as too_late,
        *
    from said
)
select
    case when too_late then 'future' else means end as kind,
    case when too_late then $now else time_us end as time_us,
    case when not too_late then operation end as operation,
    seq, did, rev, collection, rkey, subject, text, parent, quote, embed, status, notice
from meant
where means is not null
