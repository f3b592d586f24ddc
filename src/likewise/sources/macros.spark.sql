-- How texts become numbers and times, in Spark's own dialect: its functions have typed arguments, and its patterns of
-- dates are Java's. What each one does is said beside its twin in macros.duckdb.sql.
create or replace temporary function source_blank(x string) returns boolean return
    x is null or x = '\\N' or length(trim(both ' \t\n\r' from x)) = 0;

create or replace temporary function source_given(x string) returns string return
    case when lower(trim(x)) not in ('', '-', '--', 'none', 'null', 'nan', 'nat', 'n/a', '\\n') then trim(x) end;

create or replace temporary function source_suffixed(x string) returns double return
    try_cast(nullif(regexp_extract(x, '^([+-]?[0-9]+(?:\\.[0-9]+)?) *(万|w|千|k|亿|m|b)? *\\+?$', 1), '') as double)
    * case regexp_extract(x, '^[^万w千k亿mb]*(万|w|千|k|亿|m|b)? *\\+?$', 1)
        when '万' then 1e4D when 'w' then 1e4D when '千' then 1e3D when 'k' then 1e3D
        when '亿' then 1e8D when 'm' then 1e6D when 'b' then 1e9D else 1D end;

create or replace temporary function source_count(x string) returns double return
    coalesce(try_cast(x as double), source_suffixed(lower(replace(replace(source_given(x), ',', ''), '，', ''))));

create or replace temporary function source_bound(x string) returns boolean return endswith(trim(x), '+');

create or replace temporary function source_clock(parts array<string>) returns double return
    case size(parts)
        when 2 then try_cast(parts[0] as double) * 60 + try_cast(parts[1] as double)
        when 3 then try_cast(parts[0] as double) * 3600 + try_cast(parts[1] as double) * 60
            + try_cast(parts[2] as double)
    end;

create or replace temporary function source_duration(x string) returns double return
    coalesce(
        try_cast(x as double),
        try_cast(nullif(regexp_extract(trim(x), '^([+-]?[0-9]+(?:\\.[0-9]+)?) *(?:秒|s|sec|seconds)$', 1), '') as double),
        source_clock(split(trim(x), ':'))
    );

create or replace temporary function source_percent_sign(x string) returns boolean return
    endswith(x, '%') or endswith(x, '％');

create or replace temporary function source_share(x string, scale double) returns double return
    coalesce(
        try_cast(x as double) * scale,
        case when source_percent_sign(trim(x)) then try_cast(trim(both '<%％ ' from x) as double) / 100 end
    );

create or replace temporary function source_has_zone(x string) returns boolean return
    right(x, 1) in ('Z', 'z') or right(x, 3) in ('UTC', 'GMT') or contains(x, '+') or contains(substr(x, 12), '-');

create or replace temporary function source_zoned(x string) returns timestamp return
    coalesce(
        try_cast(x as timestamp),
        try_cast(
            regexp_replace(regexp_replace(x, ' *(?:UTC|GMT|z)$', 'Z'), ' *([+-][0-9]{2}):?([0-9]{2})$', '$1:$2')
            as timestamp
        ),
        try_to_timestamp(substr(x, 5), 'MMM d HH:mm:ss Z yyyy')
    );

create or replace temporary function source_pattern(strptime string) returns string return
    replace(replace(replace(replace(replace(replace(replace(replace(
        strptime, '%d', 'd'), '%m', 'M'), '%Y', 'yyyy'), '%H', 'H'), '%M', 'm'), '%S', 's'), '%I', 'h'), '%p', 'a');

create or replace temporary function source_naive(x string, slashed array<string>) returns timestamp return
    coalesce(
        case when left(x, 1) between '0' and '9' and not contains(substr(x, 12), ' ')
            and not contains(substr(x, 1, 3), '/') then try_cast(x as timestamp) end,
        try_to_timestamp(x, 'yyyy/M/d H:m:s'), try_to_timestamp(x, 'yyyy/M/d H:m'), try_to_timestamp(x, 'yyyy/M/d'),
        try_to_timestamp(x, 'yyyy.M.d H:m:s'), try_to_timestamp(x, 'yyyy.M.d H:m'), try_to_timestamp(x, 'yyyy.M.d'),
        try_to_timestamp(x, 'yyyy年M月d日H时m分s秒'), try_to_timestamp(x, 'yyyy年M月d日 H:m:s'),
        try_to_timestamp(x, 'yyyy年M月d日 H:m'), try_to_timestamp(x, 'yyyy年M月d日'),
        try_to_timestamp(x, 'MMM d, yyyy'), try_to_timestamp(x, 'MMMM d, yyyy'), try_to_timestamp(substr(x, 6), 'MMM d, yyyy'),
        try_to_timestamp(x, 'MMM d, yyyy H:m'), try_to_timestamp(x, 'yyyy-M-d h:m:s a'),
        try_to_timestamp(x, source_pattern(slashed[0])), try_to_timestamp(x, source_pattern(slashed[1])),
        try_to_timestamp(x, source_pattern(slashed[2])), try_to_timestamp(x, source_pattern(slashed[3]))
    );

create or replace temporary function source_date(x string, zone string, slashed array<string>) returns bigint return
    case when source_has_zone(x) then unix_micros(source_zoned(x))
        else unix_micros(to_utc_timestamp(source_naive(x, slashed), zone)) end;

create or replace temporary function source_scientific(x string) returns boolean return
    case when x < ':' and (contains(x, 'E') or contains(x, 'e')) then x rlike concat(
        '^\\s*[+-]?(?:[0-9]{1,3}[.,][0-9]+[eE][+-]?[0-9]{1,3}|[0-9]{1,3}[eE]\\+[0-9]{1,3}|',
        '[0-9][eE][0-9]{2,3})\\s*$'
    ) end;

create or replace temporary function source_decimal(x string) returns boolean return
    case when endswith(x, '.0') then x rlike '^[0-9]+\\.0$' end;
