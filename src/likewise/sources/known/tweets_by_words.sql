-- A row is how many retweets don't say which post they repeat. No row where there is none.
select count(*) as rows from given
where problem is null and repeats is null and starts_with(coalesce(words, ''), 'RT @') having count(*) > 0
