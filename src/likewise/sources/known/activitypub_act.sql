-- A row is an activity that does something to another's note or account, or one that does nothing such, with the
-- reason. What an Undo takes back is set aside with it.
with read as (
    select *, coalesce(note, case when not starts_with(thing, '{') then thing end) as target
    from given
),
undone as (select distinct target from read where sort = 'Undo'),
meant as (
    select
        read.*,
        case
            when problem is not null then problem
            when sort = 'Undo' or undone.target is not null then 'taken back'
            when sort in ('Announce', 'Like', 'Follow') then null
            when sort = 'Create' and answered is not null then null
            when sort = 'Dislike' then 'dislike'
            when sort = 'Update' then 'edit'
            else 'no act'
        end as trouble
    from read
    left join undone on undone.target = read.activity
),
acted as (
    select
        *,
        case sort when 'Create' then answered when 'Follow' then null else target end as onto
    from meant
    where trouble is distinct from 'no act' or sort is distinct from 'Create'
)
select
    file, line, trouble as problem, coalesce(excerpt, left(concat_ws(' ', sort, actor, target), 80)) as excerpt,
    actor,
    case sort when 'Follow' then target else nullif(regexp_extract(onto, '^(https?://[^/]+/users/[^/]+)/', 1), '') end
        as author,
    onto as post,
    case sort
        when 'Create' then 'comment' when 'Announce' then 'repost' when 'Like' then 'like' when 'Follow' then 'follow'
    end as kind,
    moment as time,
    case when sort = 'Create' then said end as text
from acted
