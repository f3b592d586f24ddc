-- A row is a like; value is 1 when it stands in a run over several accounts, or just before a post of one's own.
select actor, author, case when hasty then 1.0 else 0.0 end as value from mark
