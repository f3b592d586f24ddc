-- A row is what shows the crawler's limit of comments on the note itself: how many notes have exactly so many, though they
-- say that they have more (or at least so many, as `10+` does), of how many notes with comments, and how many comments they
-- say and how many are here. No row where notes at the limit aren't more than those next to it, as without one.
with usual as (select 10 as comments),
declared as (
    select
        post, max(source_count(commented)) as comments,
        bool_or(coalesce(ends_with(trim(commented), '+'), false)) as or_more
    from given
    where comment is null and post is not null and problem is null
    group by post
),
here as (
    select
        post, count(distinct comment) as comments,
        count(distinct case when replied is null then comment end) as direct
    from given
    where comment is not null and post is not null and problem is null
    group by post
),
note as (
    select
        here.comments, declared.comments as said, here.direct - usual.comments as beyond,
        here.direct = usual.comments and coalesce(
            declared.comments > here.comments or (declared.or_more and declared.comments = here.comments), false
        ) as cut
    from here
    cross join usual
    left join declared on declared.post = here.post
)
select
    count(*) filter (cut) as cut, count(*) as notes,
    cast(sum(said) filter (cut) as bigint) as said, cast(sum(comments) filter (cut) as bigint) as here
from note
having count(*) filter (cut) > count(*) filter (abs(beyond) = 1)
