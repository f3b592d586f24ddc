-- A row is a retweet or an answer; a retweet that doesn't say of what is set aside.
select
    file, line,
    case
        when problem is not null then problem
        when repeats is null and starts_with(words, 'RT @') then 'repeats another post'
    end as problem,
    coalesce(excerpt, left(words, 80)) as excerpt,
    person as actor,
    case when repeats is not null then repeated_person else answered_person end as author,
    coalesce(repeats, answers) as post,
    case when repeats is not null then 'repost' else 'comment' end as kind,
    created as time,
    case when repeats is null then words end as text
from given
where problem is not null or repeats is not null or answers is not null or starts_with(words, 'RT @')
