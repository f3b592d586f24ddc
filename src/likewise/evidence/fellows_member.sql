-- A row is an account and a group; value is log2 of the odds that its number of partners inside is a member's.
select grp, account, odds as value from partner
