-- A row is an account and the likes it gave that were rather traded than not: how many, and how many of them are
-- expected to have been traded, and to have been honest. Added up in order of size: in another order, which threads
-- would choose, the last digit may differ.
with summed as (
    select actor as account, count(*) as likes, sum(probability order by probability) as traded
    from result_events_exchanged
    where kind = 'like' and probability >= $rather
    group by actor
)
select account, likes, traded, likes - traded as honest from summed
