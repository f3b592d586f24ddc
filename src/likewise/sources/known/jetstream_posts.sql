-- A row is a post as it was first seen on the stream; one that its author deleted later is set aside.
with said as (
    select
        file, line, excerpt, did, rkey, rev, operation, words, coalesce(embedded_media, embed) as embed,
        moment
    from given
    where collection = 'app.bsky.feed.post' and operation in ('create', 'delete')
),
gone as (
    select did, rkey, max(rev) as rev from said where operation = 'delete' group by did, rkey
),
first as (
    select
        *, row_number() over (partition by did, rkey, rev order by moment, file, line) as nth
    from said
    where operation = 'create'
)
select
    file, line,
    case when gone.did is not null and coalesce(first.rev <= gone.rev, true) then 'taken back' end as problem,
    coalesce(excerpt, left(concat_ws(' ', 'app.bsky.feed.post', first.did, first.rkey), 80)) as excerpt,
    'at://' || first.did || '/app.bsky.feed.post/' || first.rkey as post,
    first.did as author,
    moment as time,
    words as text,
    case when contains(embed, 'app.bsky.embed.video') then 'video' else 'note' end as format
from first
left join gone on gone.did = first.did and gone.rkey = first.rkey
where nth = 1
