-- A row is a comment; particular counts its words, each for as much as it is rare ($met times that if the post
-- has it), shared among the posts that the same wording stands under. generic is 1 for a comment that says
-- nothing, one half for one as particular as the average, and nears 0 from there. Sums are of whole
-- millionths, which come out the same in any order.
with weight as (
    select n, sum(cast(round(halves * rare * case when met then $met else 1 end * 500000) as bigint)) as millionths
    from meant group by n
),
weighed as (
    select
        comment.n, actor, author, post, time, text,
        cast(round(coalesce(millionths, 0) / cast(wording.posts as double)) as bigint) as millionths
    from comment
    join wording on wording.n = comment.n
    left join weight on weight.n = comment.n
),
average as (select sum(millionths) / cast(count(*) as double) as millionths from weighed)
select
    n, actor, author, post, time, text, weighed.millionths / 1000000.0 as particular,
    case
        when weighed.millionths = 0 then 1.0
        else average.millionths / (average.millionths + weighed.millionths)
    end as generic
from weighed cross join average
