-- A row is an account and a part of its health, with its interval and how much it rests on.
select account.id as account, part, value, low, high, n
from account_health
join account on account.code = account_health.account
