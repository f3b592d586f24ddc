-- A row is a post that repeats no other.
select
    file, line, problem, excerpt, tweet as post, person as author, created as time, words as text,
    shown as impressions, liked as likes, commented as comments, retweeted as reposts, collected as saves
from given
where problem is null and repeats is null and starts_with(coalesce(words, ''), 'RT @') is not true
