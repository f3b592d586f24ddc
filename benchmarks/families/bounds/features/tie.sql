-- A row is an account and an author on whom it acted, how often, and when first.
select account, author, cast(count(*) as double) as acts, min(time) as begun from act group by account, author
