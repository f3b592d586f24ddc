-- One row: how many accounts give or get a like of somebody, and how many such likes there are.
select
    (select count(distinct account) from (select actor as account from tie union all select author from tie)) as accounts,
    (select cast(sum(likes) as double) from tie) as likes
