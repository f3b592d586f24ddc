-- A row is an account as the data last described it.
select * from source_account
