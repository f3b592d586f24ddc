-- A row is an account and the share of its acts that 1 to 39 others did in the same ten minutes on the same post:
-- of all, and of those outside.
with cell as (
    select account, inside, count(*) over (partition by post, floor(time / 600)) as accounts from moment
)
select
    account,
    avg(cast(accounts between 2 and 40 as double)) as together,
    avg(cast(accounts between 2 and 40 as double)) filter (where not inside) as together_outside
from cell
group by account
