-- A row is what shows the crawler's limit of comments where nothing says how many a note has: how many notes have exactly so
-- many on the note itself, and how many one more or one less, of how many. However the numbers of comments lie, one number
-- isn't commoner than its two neighbours together: no row unless that would make as many come about less often than `chance`.
with usual as (select 10 as comments, 0.05 as chance),
declared as (
    select distinct post from given where comment is null and problem is null and source_count(commented) is not null
),
note as (
    select post, count(distinct comment) as direct
    from given
    where comment is not null and replied is null and post is not null and problem is null
        and post not in (select post from declared where post is not null)
    group by post
),
pile as (
    select
        count(*) as notes, usual.chance,
        count(*) filter (direct = usual.comments) as cut,
        count(*) filter (abs(direct - usual.comments) = 1) as beside
    from note
    cross join usual
    group by usual.chance
),
tail as (select *, unnest(range(cut, cut + beside + 1)) as one from pile)
select cut, beside, notes
from tail
group by cut, beside, notes, chance
having sum(exp(
    lgamma(cut + beside + 1) - lgamma(one + 1) - lgamma(cut + beside - one + 1) - (cut + beside) * ln(2)
)) < chance
