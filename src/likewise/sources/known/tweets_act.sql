-- A row is a retweet or an answer. A retweet that doesn't say of what repeats a post that its words stand for, and is of
-- the account that they name, where accounts are told by their names and not by numbers.
select
    file, line, problem, excerpt,
    person as actor,
    case
        when repeats is not null then repeated_person
        when not starts_with(coalesce(words, ''), 'RT @') then answered_person
        when not regexp_matches(cast(person as varchar), '^[0-9]+$') then nullif(regexp_extract(words, '^RT @([A-Za-z0-9_]+)', 1), '')
    end as author,
    case when repeats is null and starts_with(words, 'RT @') then words else coalesce(repeats, answers) end as post,
    case when repeats is not null or starts_with(words, 'RT @') then 'repost' else 'comment' end as kind,
    created as time,
    case when repeats is null and not starts_with(words, 'RT @') then words end as text
from given
where problem is not null or repeats is not null or answers is not null or starts_with(words, 'RT @')
