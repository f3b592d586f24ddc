-- A row is an account that the page shows and a part of its health.
select result_health.*
from result_health
join shown_account on shown_account.account = result_health.account
order by result_health.account, result_health.part
