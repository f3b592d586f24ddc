-- A row is a Nostr event as an act on another one. Minuses, what its writer has deleted, and events of other sorts are
-- set aside; notes that point at nothing are posts alone.
with line as (
    select *, case when problem is null then coalesce(json_extract(source_json(tags), '$[*]'), []) end as tag from given
),
pointed as (
    select
        *,
        list_filter(tag, lambda t: t ->> '$[0]' = 'e') as things,
        list_filter(tag, lambda t: t ->> '$[0]' = 'p') as people
    from line
),
deleted as (
    select pubkey, unnest(things) ->> '$[1]' as id from pointed where number = '5'
),
note as (select id, any_value(pubkey) as pubkey from pointed where number = '1' group by id),
act as (
    select
        *,
        case
            when number = '7' then 'like'
            when number in ('6', '16') then 'repost'
            when number = '1' and len(things) > 0 then 'comment'
        end as kind,
        coalesce(list_filter(things, lambda t: number = '1' and t ->> '$[3]' = 'reply')[-1], things[-1]) as thing
    from pointed
)
select
    act.file, act.line,
    case
        when act.problem is not null then act.problem
        when act.number = '5' or deleted.id is not null then 'taken back'
        when act.kind is null then 'no act'
        when act.kind = 'like' and act.content = '-' then 'dislike'
    end as problem,
    coalesce(act.excerpt, left(concat_ws(' ', act.number, act.pubkey, act.content), 80)) as excerpt,
    act.pubkey as actor,
    coalesce(
        note.pubkey,
        nullif(act.thing ->> '$[4]', ''),
        case when act.kind <> 'comment' or len(act.people) = 1 then act.people[-1] ->> '$[1]' end
    ) as author,
    act.thing ->> '$[1]' as post,
    act.kind,
    act.created as time,
    case when act.kind = 'comment' then act.content end as text
from act
left join (select distinct pubkey, id from deleted) as deleted on deleted.pubkey = act.pubkey and deleted.id = act.id
left join note on note.id = act.thing ->> '$[1]'
where act.problem is not null or act.number is distinct from '1' or act.kind = 'comment'
