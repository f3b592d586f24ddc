-- A row is a word of a comment: a run of letters, or, in a script without spaces, a character in the pair that
-- it begins (word) and in the pair that it ends (before); two characters count as one word (size).
with spaced as (
    select n, place, unnest(regexp_extract_all(regexp_replace(plain, $unspaced, ' ', 'g'), $letters)) as word
    from comment
),
run as (select n, place, unnest(regexp_extract_all(plain, $unspaced)) as run from comment),
character as (select n, place, run, length(run) as last, unnest(range(1, length(run) + 1)) as spot from run)
select distinct n, place, word, word as before, 2 as halves from spaced
union all
select distinct
    n, place,
    substr(run, greatest(1, least(spot, last - 1)), 2) as word,
    substr(run, greatest(1, spot - 1), 2) as before,
    1 as halves
from character
