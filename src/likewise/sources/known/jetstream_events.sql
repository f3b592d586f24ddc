-- A row is an act that an event of the stream means (a post that answers one and quotes another is two acts), or an
-- event that means none, with the reason. What was deleted later is set aside, but for follows, which end.
with heard as (
    select
        file, line, problem, excerpt, what, status, did, collection, rkey, rev, operation,
        case collection
            when 'app.bsky.feed.like' then 'like'
            when 'app.bsky.feed.repost' then 'repost'
            when 'app.bsky.feed.post' then 'post'
            when 'app.bsky.graph.follow' then 'follow'
        end as act,
        coalesce(subject_uri, subject) as subject, parent, coalesce(quote_with_media, quote) as quote, words,
        moment
    from given
    where what is distinct from 'gap'
),
repeated as (
    select distinct did, collection, rkey
    from heard
    where act is not null and rkey is not null
    group by did, collection, rkey, rev, operation
    having count(*) > 1
),
ranked as (
    select
        file, line,
        row_number() over (
            partition by did, collection, rkey, rev, operation order by moment, file, line
        ) as nth
    from heard
    join repeated using (did, collection, rkey)
),
again as (select file, line from ranked where nth > 1),
said as (
    select heard.*, again.line is not null as repeats
    from heard
    left join again on again.file = heard.file and again.line = heard.line
),
gone as (
    select did, collection, rkey, max(rev) as rev
    from said
    where operation = 'delete' and act is not null
    group by did, collection, rkey
),
made as (
    select did, collection, rkey, arg_min(subject, moment) as subject
    from said
    join gone using (did, collection, rkey)
    where operation = 'create'
    group by did, collection, rkey
),
meant as (
    select
        said.*,
        gone.did is not null and coalesce(said.rev <= gone.rev, true) as undone,
        made.did is not null as known,
        made.subject as followed,
        coalesce(split_part(quote, '/', 4) = 'app.bsky.feed.post', false) as quotes,
        split_part(said.subject, '/', 4) = 'app.bsky.feed.post' as on_post
    from said
    left join gone
        on said.operation = 'create'
        and gone.did = said.did and gone.collection = said.collection and gone.rkey = said.rkey
    left join made
        on said.operation = 'delete'
        and made.did = said.did and made.collection = said.collection and made.rkey = said.rkey
),
judged as (
    select
        *,
        case
            when problem is not null then problem
            when what = 'future' then 'time in the future'
            when status in ('deleted', 'takendown') then 'account closed'
            when act is null or operation is null or operation not in ('create', 'delete') then 'no act'
            when repeats then 'said already'
            when operation = 'delete' and not known then 'nothing to take back'
            when operation = 'delete' or act = 'post' then null
            when act <> 'follow' and subject is not null and not on_post then 'not a post'
        end as reason
    from meant
),
acted as (
    select
        *,
        unnest(case
            when reason is not null then ['']
            when operation = 'delete' and act = 'follow' then ['unfollow']
            when operation = 'delete' then []
            when act <> 'post' then [act]
            when parent is not null and quotes then ['comment', 'quote']
            when parent is not null then ['comment']
            when quotes then ['quote']
            else []
        end) as deed
    from judged
)
select
    file, line,
    case when reason is null and undone and deed <> 'follow' then 'taken back' else reason end as problem,
    coalesce(excerpt, left(concat_ws(' ', status, operation, coalesce(collection, what), did), 80)) as excerpt,
    did as actor,
    case
        when deed = 'unfollow' then followed
        when deed = 'follow' then subject
        else split_part(case deed when 'comment' then parent when 'quote' then quote else subject end, '/', 3)
    end as author,
    case deed when 'comment' then parent when 'quote' then quote when 'like' then subject when 'repost' then subject end
        as post,
    case when deed = 'quote' then 'repost' else nullif(deed, '') end as kind,
    moment as time,
    case when deed in ('comment', 'quote') then words end as text
from acted
