-- A row is a column of a sample: how many of its values are what (see ColumnValues).
with cell as (
    unpivot (select row_number() over () as row_of, * from sampled) on columns(* exclude (row_of))
    into name column_name value cell
),
given as (
    select column_name, row_of, trim(cell) as said
    from cell
    where source_given(cell) is not null and cell <> '\N'
),
taken_apart as (
    select *, /* parts */ from given
),
read as (
    select
        *,
        coalesce(source_count(said), /* number */) as number,
        /* moment */ as moment,
        try_cast(said as double) as plain_number
    from taken_apart
)
select
    column_name as name,
    count(*) as filled,
    count(distinct said) as distinct_values,
    count(*) filter (number is not null and not isnan(number)) as numbers,
    count(*) filter (regexp_full_match(said, '[+-]?[0-9]+(?:\.0)?')) as whole,
    count(*) filter (number < 0) as negative,
    count(*) filter (plain_number is null and moment or regexp_full_match(said, '20[0-9]{2}[01][0-9][0-3][0-9](?:[0-9]{6})?')) as dated,
    count(*) filter (plain_number between 9.4e8 and 4.1e9 or plain_number between 9.4e11 and 4.1e12
        or plain_number between 9.4e14 and 4.1e15) as since_1970,
    count(*) filter (regexp_matches(said, '[0-9]:[0-9]{2}')) as clocked,
    count(*) filter (regexp_full_match(said, '(?i)[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?: ?[ap]\.?m\.?)?')) as clocks,
    count(*) filter (/* relative */) as relative,
    count(*) filter (regexp_matches(lower(said), '^(?:https?:)?//|^www\.|^at://')) as links,
    count(distinct regexp_extract(lower(said), '^(?:https?:)?//(?:www\.)?([^/?#]+)', 1))
        filter (regexp_matches(lower(said), '^(?:https?:)?//')) as hosts,
    count(*) filter (regexp_matches(said, '\s') or length(said) > 60) as spaced,
    count(*) filter (regexp_matches(said, '\s\S+\s') or regexp_matches(said, '[，。！？；!?]')
        or length(said) > 60) as prose,
    count(*) filter (said[1:1] in ('{', '[') and json_valid(said)) as nested,
    count(*) filter (lower(said) in $kinds) as kinds,
    count(*) filter (lower(said) in $formats) as formats,
    count(*) filter (regexp_full_match(said, '(?i)true|false|yes|no|t|f|y|n|0|1|是|否|s[ií]m?|n[aã]o|ja|nein|oui|non|да|нет|はい|いいえ|예|아니요|✓|✔|✗|×|√')) as flags,
    count(*) filter (regexp_matches(said, '[0-9]')) as digits,
    count(*) filter (said ~ '^@') as handles,
    min(said) as least,
    max(said) as most,
    avg(length(said)) as letters,
    count(*) filter (number between 0 and 1) as shares,
    count(*) filter (ends_with(said, '%') or ends_with(said, '％')) as percents,
    count(*) filter (source_clock(said) is not null or /* length */) as durations,
    count(*) filter (number = 0) as zeros,
    count(*) filter (lower(said) in $directions) as directions,
    count(*) filter (lower(said) in $votes) as votes,
    count(*) filter (lower(said) in $refusals) as refusals,
    count(*) filter (lower(said) in $states) as states,
    count(*) filter (regexp_full_match(said, '[\w.-]+/[\w.-]+')) as paths,
    count(*) filter (regexp_full_match(said, '[^\s,;|]+(?:[,;|] ?[^\s,;|]+){2,}') and number is null) as packed,
    count(*) filter (row_of = 1 and plain_number in (0, 1)) as starts,
    count(distinct plain_number) filter (plain_number is not null) as distinct_numbers,
    max(plain_number) as highest,
    min(plain_number) as lowest
from read
group by column_name
