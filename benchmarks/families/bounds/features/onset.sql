-- A row is an account and the share of its partners with whom it began in the busiest week.
with week as (select account, cast(count(*) as double) as begun from partner group by account, floor(begun / 604800))
select account, max(begun) / sum(begun) as onset from week group by account
