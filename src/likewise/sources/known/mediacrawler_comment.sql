-- A row is a comment as an event: on the note, or, when it is a reply, on the comment that it answers, which is a post of
-- its own (note#comment) by whoever wrote it. Whose the note is, is for the posts to say.
with wrote as (
    select comment, min(who) as who from given where comment is not null and problem is null group by comment
)
select
    said.file,
    said.line,
    case
        when said.problem is not null then said.problem
        when source_scientific(said.comment) or source_scientific(said.replied) or source_scientific(said.post)
            then 'id in scientific notation'
    end as problem,
    coalesce(said.excerpt, left(concat_ws(' ', said.comment, said.post, said.replied, said.words), 80)) as excerpt,
    said.who as actor,
    wrote.who as author,
    case when said.replied is null then said.post else said.post || '#' || said.replied end as post,
    said.moment as time,
    said.said as text
from given as said
left join wrote on wrote.comment = said.replied
