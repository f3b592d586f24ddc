-- A row is a group; value is log2 of its number of members.
select grp, log2(size) as value from group_size
