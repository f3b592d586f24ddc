-- A row is a comment on somebody else's post; n is its number here. plain is its letters alone, in small
-- letters, without links, mentions and the author's name. place is where its words are counted: under its
-- author, or under its post where there are fewer than $few authors.
with said as (
    select
        deed.actor, deed.author, deed.post, deed.time, deed.text,
        regexp_replace(regexp_replace(lower(replace(deed.text, '''', '')), $aside, ' ', 'g'), $not_letters, ' ', 'g') as letters,
        trim(regexp_replace(lower(account.name), $not_letters, ' ', 'g')) as name
    from deed
    left join account on account.code = deed.author
    where deed.kind = 'comment' and deed.text is not null and deed.author is distinct from deed.actor
),
known as (select count(distinct author) >= $few as several from said)
select
    row_number() over () as n, actor, author, post, time, text,
    case when known.several then coalesce(author, post) else coalesce(post, author) end as place,
    case
        when name is null or name = '' then letters
        when regexp_matches(name, $unspaced) then replace(letters, name, ' ')
        else replace(concat(' ', letters, ' '), concat(' ', name, ' '), ' ')
    end as plain
from said cross join known
