-- A row is an operation as an act: votes, comments, follows, reblogs. A vote that a later one takes back, a downvote, an
-- edit of a comment, and an operation of another sort are set aside.
with line as (select *, case when problem is null then source_json(op) end as told from given),
operation as (
    select
        line.*,
        coalesce(told ->> '$[0]', replace(told ->> '$.type', '_operation', '')) as name,
        coalesce(told -> '$[1]', told -> '$.value') as body,
        row_number() over (
            order by try_cast(block as bigint), try_cast(in_block as bigint), try_cast(in_trx as bigint), file, line
        ) as place
    from line
),
opened as (
    select
        *,
        try_cast(body ->> '$.weight' as bigint) as weight,
        case when name = 'custom_json' then source_json(body ->> '$.json') end as note
    from operation
),
act as (
    select
        *,
        case
            when name = 'vote' then 'like'
            when name = 'comment' and body ->> '$.parent_author' <> '' then 'comment'
            when note ->> '$[0]' = 'reblog' then 'repost'
            when note ->> '$[0]' = 'follow' and coalesce(note ->> '$[1].what[0]', '') = '' then 'unfollow'
            when note ->> '$[0]' = 'follow' and note ->> '$[1].what[0]' = 'blog' then 'follow'
        end as kind,
        concat_ws('/', body ->> '$.author', body ->> '$.permlink') as item
    from opened
),
settled as (
    select
        *,
        max(case when kind = 'like' and weight <= 0 then place end)
            over (partition by kind, body ->> '$.voter', item) as undone,
        min(place) over (partition by kind, item) as first_said
    from act
)
select
    file, line,
    case
        when problem is not null then problem
        when kind is null then 'no act'
        when kind = 'like' and weight < 0 then 'dislike'
        when kind = 'like' and place <= undone then 'taken back'
        when kind = 'comment' and place > first_said then 'edit'
    end as problem,
    coalesce(excerpt, left(op, 80)) as excerpt,
    case kind
        when 'like' then body ->> '$.voter'
        when 'comment' then body ->> '$.author'
        when 'repost' then note ->> '$[1].account'
        else note ->> '$[1].follower'
    end as actor,
    case kind
        when 'like' then body ->> '$.author'
        when 'comment' then body ->> '$.parent_author'
        when 'repost' then note ->> '$[1].author'
        else note ->> '$[1].following'
    end as author,
    case kind
        when 'like' then item
        when 'comment' then concat_ws('/', body ->> '$.parent_author', body ->> '$.parent_permlink')
        when 'repost' then concat_ws('/', note ->> '$[1].author', note ->> '$[1].permlink')
    end as post,
    kind,
    moment as time,
    case kind when 'comment' then body ->> '$.body' end as text
from settled
where problem is not null or name <> 'comment' or kind = 'comment'
