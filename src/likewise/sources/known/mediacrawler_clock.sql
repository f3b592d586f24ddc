-- A row is how many times there are of which it can't be told whether they are late. No row where there is none.
select count(*) as unsure from given where problem is null and clock_unsure having count(*) > 0
