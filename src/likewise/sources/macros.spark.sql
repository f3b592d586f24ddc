-- How texts become numbers and times, in Spark's own dialect: its functions have typed arguments, and its patterns of
-- dates are Java's. What each one does is said beside its twin in macros.duckdb.sql.
create or replace temporary function source_blank(x string) returns boolean return
    x is null or x = '\\N' or length(trim(both ' \t\n\r' from x)) = 0;

create or replace temporary function source_padded(x string) returns boolean return
    left(x, 1) in (' ', '\t', '\u00a0', '\u3000', '\ufeff') or right(x, 1) in (' ', '\t', '\u00a0', '\u3000', '\ufeff');

create or replace temporary function source_unpadded(x string) returns string return
    trim(both ' \t\u00a0\u3000\ufeff' from x);

create or replace temporary function source_given(x string) returns string return
    case
        when x >= '0' and x < ':' then trim(x)
        when octet_length(x) > 15 then trim(x)
        when lower(trim(x)) not in (
            '', '-', '--', '---', '–', '—', '/', 'none', 'null', 'nan', 'nat', 'na', 'n/a', 'n.a.', 'nil', '\\n',
            '<na>', '#n/a', '#na', '#n/a n/a', '(null)', '[null]', '<null>', 'undefined', '#ref!', '#value!', '#null!',
            '#name?', '#num!', '#div/0!', '无', '暂无', '未知', '暂无数据'
        ) then trim(x)
    end;

create or replace temporary function source_bound(x string) returns boolean return endswith(trim(x), '+');

create or replace temporary function source_clock_parts(parts array<string>) returns double return
    case size(parts)
        when 2 then try_cast(parts[0] as double) * 60 + try_cast(parts[1] as double)
        when 3 then try_cast(parts[0] as double) * 3600 + try_cast(parts[1] as double) * 60
            + try_cast(parts[2] as double)
    end;
create or replace temporary function source_clock(x string) returns double return
    case when contains(x, ':') then source_clock_parts(split(trim(x), ':')) end;

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

create or replace temporary function source_stamp(x string) returns timestamp return
    try_cast(
        substr(x, 1, 4) || '-' || substr(x, 5, 2) || '-' || substr(x, 7, 2) || ' ' || rpad(substr(x, 9, 2), 2, '0')
        || ':' || rpad(substr(x, 11, 2), 2, '0') || ':' || rpad(substr(x, 13, 2), 2, '0') as timestamp
    );

create or replace temporary function source_said_plain(x string) returns string return
    translate(
        lower(trim(x)),
        '０１２３４５６７８９：／－．，_|·•・∙　\u00a0\u202f\u2009\u200e\u200f',
        '0123456789:/-.,          '
    );
create or replace temporary function source_said_bare(x string) returns string return
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(x,
        '[(（]((?:utc|gmt)?[+-][0-9:]+|[a-z]{2,5})[)）]', ' $1 '),
        ' ?(?:\\([^)]*\\)|\\[[^\\]]*\\]|（[^）]*）)', ''),
        '(^| )(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|urday|rsday|sday)?[,.]?( |$)', ' '),
        '^ *(?:编辑于|发布于|更新于|回复于|发表于|評論於|edited|updated|posted|published|streamed|premiered|shared)(?: on)?[ :-]*', ''),
        '(?:星期|周|週|礼拜)[一二三四五六日天]|[월화수목금토일]요일|[月火水木金土日]曜日| edited$', ' '),
        '北京时间|北京時間|中国标准时间|beijing time|china standard time', ' +0800');
create or replace temporary function source_said_half(x string) returns string return
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(x,
        '上午|早上|凌晨|清晨|早晨|午前|오전', 'am '),
        '下午|傍晚|午後|午后|오후', 'pm '),
        '中午', 'noon '),
        '晚上|夜晚', 'night '),
        '([ap])[.] ?m[.]?', '$1m'),
        '시 +', '시'),
        '([^0-9 ])时间|([^0-9 ])時間', '$1$2#'),
        '(am|pm|noon|night) *([0-9]{1,2} ?[:时時点點시][^ ]*)', ' $2 $1');
create or replace temporary function source_said(x string) returns string return
    trim(regexp_replace(regexp_replace(regexp_replace(
        source_said_half(source_said_bare(source_said_plain(x))),
        ' at | à | um | alle ', ' '),
        '^ *([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]m)?)[ ,-]+([^:]+)$', '$2 $1'),
        ' +', ' '));

create or replace temporary function source_parts_ymd(x string, pattern string) returns string return
    regexp_replace(x, pattern, '$1|$2|$3|$4|$5|$6|$7|$8|$9');
create or replace temporary function source_parts_ydm(x string, pattern string) returns string return
    regexp_replace(x, pattern, '$1|$3|$2|$4|$5|$6|$7|$8|$9');
create or replace temporary function source_parts_mdy(x string, pattern string) returns string return
    regexp_replace(x, pattern, '$3|$1|$2|$4|$5|$6|$7|$8|$9');
create or replace temporary function source_parts_dmy(x string, pattern string) returns string return
    regexp_replace(x, pattern, '$3|$2|$1|$4|$5|$6|$7|$8|$9');
create or replace temporary function source_parts_year_last(x string, pattern string) returns string return
    regexp_replace(x, pattern, '$9|$1|$2|$3|$4|$5|$6|$7|$8');
create or replace temporary function source_parts_before(x string, pattern string) returns string return
    regexp_replace(x, pattern, '~|$1|$2|$3|$4|$5|$6|$7|$8|$9');
create or replace temporary function source_parts_before_dm(x string, pattern string) returns string return
    regexp_replace(x, pattern, '~|$1|$2|$3|$5|$4|$6|$7|$8|$9');

create or replace temporary function source_scientific(x string) returns boolean return
    case when x < ':' and (contains(x, 'E') or contains(x, 'e')) then x rlike concat(
        '^\\s*[+-]?(?:[0-9]{1,3}[.,][0-9]+[eE][+-]?[0-9]{1,3}|[0-9]{1,3}[eE]\\+[0-9]{1,3}|',
        '[0-9][eE][0-9]{2,3})\\s*$'
    ) end;

create or replace temporary function source_decimal(x string) returns boolean return
    case when endswith(x, '.0') then x rlike '^[0-9]+\\.0$' end;
