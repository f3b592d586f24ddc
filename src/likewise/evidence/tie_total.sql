-- One row: how many accounts give or get a like of somebody, how many do both, and how many such likes there are.
with gives as (select distinct actor as account from tie),
gets as (select distinct author as account from tie),
both_ways as (select gives.account from gives join gets on gets.account = gives.account)
select
    (select count(*) from gives) + (select count(*) from gets) - (select count(*) from both_ways) as accounts,
    greatest(1, (select count(*) from both_ways)) as exchanging,
    (select cast(sum(likes) as double) from tie) as likes
