-- A row is a group; value is its number of members. Where none of their posts is known, more than $most count as $most.
select grp, case when posts > 0 then size else least(size, $most) end as value from group_size
