-- A row is how many different likes are said. (One key of eight bytes is counted faster than two of four.)
select
    (
        select count(*)
        from (
            select (cast(actor as bigint) - 2147483648) * 4294967296 + post as "key"
            from like_said
            where post is not null
            group by "key"
        )
    ) + (
        select count(*)
        from (select actor from like_said where post is null group by actor, author, time)
    )
