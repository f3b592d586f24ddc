-- A row is a pair of accounts that like each other, or act in lockstep; a before b.
with mutual as (
    select
        there.actor as a,
        there.author as b,
        there.likes as a_to_b,
        back.likes as b_to_a,
        there.expected as expected_there,
        back.expected as expected_back,
        least(there.first, back.first) as first,
        greatest(there.first, back.first) as mutual_since,
        greatest(there.last, back.last) as last
    from tie as there
    join tie as back on back.actor = there.author and back.author = there.actor
    where there.actor < there.author
),
in_step as (
    select
        lockstep.a, lockstep.b,
        coalesce(there.likes, 0) as a_to_b, coalesce(back.likes, 0) as b_to_a,
        coalesce(there.expected, 0) as expected_there, coalesce(back.expected, 0) as expected_back,
        cast(null as bigint) as first, cast(null as bigint) as mutual_since, cast(null as bigint) as last
    from lockstep
    left join tie as there on there.actor = lockstep.a and there.author = lockstep.b
    left join tie as back on back.actor = lockstep.b and back.author = lockstep.a
    where there.actor is null or back.actor is null
)
select * from mutual
union all
select * from in_step
