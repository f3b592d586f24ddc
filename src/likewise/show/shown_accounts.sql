-- A row is an account that the page shows: those most surely in an exchange, then those that receive most.
select * from result_accounts
order by round(probability, 2) desc, likes_raw - likes_real desc, likes_raw desc, account
limit $limit
