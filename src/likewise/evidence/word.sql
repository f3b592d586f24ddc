-- A row is a word of a comment: a run of letters, or two neighbouring Chinese characters.
with spoken as (
    select n, author, post, lower(text) as text, regexp_replace(text, '[^\x{4e00}-\x{9fff}]', '', 'g') as han from comment
),
lettered as (select n, author, post, unnest(regexp_extract_all(text, '[\p{Latin}\p{Cyrillic}\p{Hangul}\p{Hiragana}\p{Katakana}\p{Arabic}]+')) as word from spoken),
paired as (
    select n, author, post, substr(han, place, 2) as word
    from (select n, author, post, han, unnest(range(1, greatest(2, length(han)))) as place from spoken where length(han) > 0)
)
select distinct n, author, post, word from lettered
union all
select distinct n, author, post, word from paired
