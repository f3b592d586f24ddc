-- How the texts of a file become numbers and times: NULL where a text can't be read.

-- Nothing but white space, or a database's sign for NULL. (Here and below, CASE keeps the costly test from most rows.)
create or replace temp macro source_blank(x) as
    case when x < '!' then trim(x, ' ' || chr(9) || chr(10) || chr(13)) = '' else x is null or x = '\N' end;

-- Blanks, tabs and the wide blank of Chinese and Japanese before or behind an id.
create or replace temp macro source_padded(x) as
    left(x, 1) in (' ', chr(9), chr(160), chr(12288), chr(65279)) or right(x, 1) in (' ', chr(9), chr(160), chr(12288), chr(65279));

create or replace temp macro source_unpadded(x) as trim(x, ' ' || chr(9) || chr(160) || chr(12288) || chr(65279));

-- What exports write for "no value" in a column of numbers or times. Most begin with a digit and need no look at the list.
create or replace temp macro source_given(x) as
    case
        when x >= '0' and x < ':' then trim(x)
        when strlen(x) > 15 then trim(x)
        when lower(trim(x)) not in (
            '', '-', '--', '---', '–', '—', '/', 'none', 'null', 'nan', 'nat', 'na', 'n/a', 'n.a.', 'nil', '\n',
            '<na>', '#n/a', '#na', '#n/a n/a', '(null)', '[null]', '<null>', 'undefined', '#ref!', '#value!', '#null!',
            '#name?', '#num!', '#div/0!', '无', '暂无', '未知', '暂无数据'
        ) then trim(x)
    end;

-- Counts, where only a rough one is needed: 1020, 18,400, 1.1万, 1.5w, 28k, 10+, 1千+. How a column of counts is read is
-- for the plan to say.
create or replace temp macro source_suffixed(x) as
    try_cast(regexp_extract(x, '^([+-]?[0-9]+(?:\.[0-9]+)?) *(万|w|千|k|亿|m|b)? *\+?$', 1) as double)
    * case regexp_extract(x, '^[^万w千k亿mb]*(万|w|千|k|亿|m|b)? *\+?$', 1)
        when '万' then 1e4 when 'w' then 1e4 when '千' then 1e3 when 'k' then 1e3
        when '亿' then 1e8 when 'm' then 1e6 when 'b' then 1e9 else 1 end;
create or replace temp macro source_count(x) as
    coalesce(try_cast(x as double), source_suffixed(lower(replace(replace(source_given(x), ',', ''), '，', ''))));

-- A count that is only a lower bound: 10+, 1万+.
create or replace temp macro source_bound(x) as ends_with(trim(x), '+');

-- Seconds on a clock: 0:09, 0:16:02.
create or replace temp macro source_clock_parts(parts) as
    case len(parts)
        when 2 then try_cast(parts[1] as double) * 60 + try_cast(parts[2] as double)
        when 3 then try_cast(parts[1] as double) * 3600 + try_cast(parts[2] as double) * 60
            + try_cast(parts[3] as double)
    end;
create or replace temp macro source_clock(x) as
    case when contains(x, ':') then source_clock_parts(string_split(trim(x), ':')) end;

-- Shares: 0.37, 37%, <0.1%; `scale` is 0.01 where the column counts in percent without the sign.
create or replace temp macro source_percent_sign(x) as ends_with(x, '%') or ends_with(x, '％');
create or replace temp macro source_share(x, scale) as
    coalesce(
        try_cast(x as double) * scale,
        case when source_percent_sign(trim(x)) then try_cast(trim(x, '<%％ ') as double) / 100 end
    );

-- Does a text with a date say which zone it is in?
create or replace temp macro source_has_zone(x) as
    right(x, 1) in ('Z', 'z') or right(x, 3) in ('UTC', 'GMT') or contains(x, '+') or contains(substr(x, 12), '-');
create or replace temp macro source_zoned(x) as
    coalesce(
        try_cast(x as timestamptz),
        try_cast(
            regexp_replace(regexp_replace(x, ' *(?:UTC|GMT|z)$', 'Z'), ' *([+-][0-9]{2}):?([0-9]{2})$', '\1:\2')
            as timestamptz
        ),
        try_strptime(x, '%a %b %d %H:%M:%S %z %Y')
    );

-- Dates without a zone; `slashed` holds the formats of dates such as 31/12/2024, in the order that was found.
create or replace temp macro source_naive(x, slashed) as
    coalesce(
        case when left(x, 1) between '0' and '9' and not contains(substr(x, 12), ' ')
            and not contains(substr(x, 1, 3), '/') then try_cast(x as timestamp) end,
        try_strptime(x, [
            '%Y/%m/%d %H:%M:%S', '%Y/%m/%d %H:%M', '%Y/%m/%d', '%Y.%m.%d %H:%M:%S', '%Y.%m.%d %H:%M', '%Y.%m.%d',
            '%Y年%m月%d日%H时%M分%S秒', '%Y年%m月%d日 %H:%M:%S', '%Y年%m月%d日 %H:%M', '%Y年%m月%d日',
            '%b %d, %Y', '%B %d, %Y', '%a, %b %d, %Y', '%b %d, %Y %H:%M', '%Y-%m-%d %I:%M:%S %p'
        ]),
        try_strptime(x, slashed)
    );
create or replace temp macro source_date(x, zone, slashed) as
    case when source_has_zone(x) then epoch_us(source_zoned(x))
        when zone = 'UTC' then epoch_us(source_naive(x, slashed))
        else epoch_us(timezone(zone, source_naive(x, slashed))) end;

-- Digits alone that are a date: 20240405, 202404051011, 20240405101112.
create or replace temp macro source_stamp(x) as
    try_cast(
        substr(x, 1, 4) || '-' || substr(x, 5, 2) || '-' || substr(x, 7, 2) || ' ' || rpad(substr(x, 9, 2), 2, '0')
        || ':' || rpad(substr(x, 11, 2), 2, '0') || ':' || rpad(substr(x, 13, 2), 2, '0') as timestamp
    );

-- A text with a date in plain writing: lower case, one blank between words, nothing in parentheses, no name of a
-- weekday; the half of the day stands behind the clock as am, pm, noon or night.
create or replace temp macro source_said_plain(x) as
    translate(
        lower(trim(x)),
        '０１２３４５６７８９：／－．，_|·•・∙　' || chr(160) || chr(8239) || chr(8201) || chr(8206) || chr(8207),
        '0123456789:/-.,          '
    );
create or replace temp macro source_said_bare(x) as
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(x,
        '[(（]((?:utc|gmt)?[+-][0-9:]+|[a-z]{2,5})[)）]', ' \1 ', 'g'),
        ' ?(?:\([^)]*\)|\[[^\]]*\]|（[^）]*）)', '', 'g'),
        '(^| )(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|urday|rsday|sday)?[,.]?( |$)', ' ', 'g'),
        '^ *(?:编辑于|发布于|更新于|回复于|发表于|評論於|edited|updated|posted|published|streamed|premiered|shared)(?: on)?[ :-]*', ''),
        '(?:星期|周|週|礼拜)[一二三四五六日天]|[월화수목금토일]요일|[月火水木金土日]曜日| edited$', ' ', 'g'),
        '北京时间|北京時間|中国标准时间|beijing time|china standard time', ' +0800', 'g');
create or replace temp macro source_said_half(x) as
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(x,
        '上午|早上|凌晨|清晨|早晨|午前|오전', 'am ', 'g'),
        '下午|傍晚|午後|午后|오후', 'pm ', 'g'),
        '中午', 'noon ', 'g'),
        '晚上|夜晚', 'night ', 'g'),
        '([ap])[.] ?m[.]?', '\1m'),
        '시 +', '시'),
        '([^0-9 ])时间|([^0-9 ])時間', '\1\2#'),
        '(am|pm|noon|night) *([0-9]{1,2} ?[:时時点點시][^ ]*)', ' \2 \1');
create or replace temp macro source_said(x) as
    trim(regexp_replace(regexp_replace(regexp_replace(
        source_said_half(source_said_bare(source_said_plain(x))),
        ' at | à | um | alle ', ' '),
        '^ *([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]m)?)[ ,-]+([^:]+)$', '\2 \1'),
        ' +', ' ', 'g'));

-- The nine parts of a date that a pattern finds, as year, month, day, hour, minute, second, fraction, half of the day and
-- zone; a text that doesn't fit stays as it is.
create or replace temp macro source_parts_ymd(x, pattern) as
    regexp_replace(x, pattern, '\1|\2|\3|\4|\5|\6|\7|\8|\9');
create or replace temp macro source_parts_ydm(x, pattern) as
    regexp_replace(x, pattern, '\1|\3|\2|\4|\5|\6|\7|\8|\9');
create or replace temp macro source_parts_mdy(x, pattern) as
    regexp_replace(x, pattern, '\3|\1|\2|\4|\5|\6|\7|\8|\9');
create or replace temp macro source_parts_dmy(x, pattern) as
    regexp_replace(x, pattern, '\3|\2|\1|\4|\5|\6|\7|\8|\9');
create or replace temp macro source_parts_year_last(x, pattern) as
    regexp_replace(x, pattern, '\9|\1|\2|\3|\4|\5|\6|\7|\8');
create or replace temp macro source_parts_before(x, pattern) as
    regexp_replace(x, pattern, '~|\1|\2|\3|\4|\5|\6|\7|\8|\9');
create or replace temp macro source_parts_before_dm(x, pattern) as
    regexp_replace(x, pattern, '~|\1|\2|\3|\5|\4|\6|\7|\8|\9');

-- The links in a text, each once, without the punctuation that follows them and words written right behind.
create or replace temp macro source_links(x) as
    list_distinct(list_transform(
        regexp_extract_all(x, 'https?://[^\s"<>，。！？、；：（）【】「」《》一-鿿]+'), lambda link: rtrim(link, '.,;:!?)')
    ));

-- Ids that a spreadsheet has turned into numbers: 1.00449E+11, 1,00449E+11, 1E+11, 1E18; 12345.0. Without point and
-- plus an exponent has two digits or three, so that no hash of digits and one e is taken for a number.
create or replace temp macro source_scientific(x) as
    case when x < ':' and (contains(x, 'E') or contains(x, 'e')) then regexp_matches(
        x,
        '^\s*[+-]?(?:[0-9]{1,3}[.,][0-9]+[eE][+-]?[0-9]{1,3}|[0-9]{1,3}[eE]\+[0-9]{1,3}|[0-9][eE][0-9]{2,3})\s*$'
    ) end;
create or replace temp macro source_decimal(x) as
    case when ends_with(x, '.0') then regexp_matches(x, '^[0-9]+\.0$') end;

-- Numbers with dots between thousands and a comma before decimals: 1.234 and 1.234,5 and 1,5. Others stay as they are.
create or replace temp macro source_undotted(x) as
    case when regexp_matches(trim(x), '^[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+,[0-9]+)$')
        then replace(replace(x, '.', ''), ',', '.') else x end;

-- JSON in a field; NULL where it is none.
create or replace temp macro source_json(x) as case when json_valid(x) then cast(x as json) end;
