-- A row is an account of a graph; they come in the order of what they did, which neither names nor runs decide.
select graph_account.account
from graph_account
join account on account.code = graph_account.account
order by account.first nulls last, account.events desc, account.moments, account.id
