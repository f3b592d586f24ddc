-- A row is a group; value is its number of members.
select grp, size as value from group_size
