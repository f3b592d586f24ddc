-- A row is the id of an account whose id or name is spelled most like the one asked for.
select id from account
order by least(levenshtein(lower(id), lower($asked)), levenshtein(lower(coalesce(name, id)), lower($asked))), id
limit 3
