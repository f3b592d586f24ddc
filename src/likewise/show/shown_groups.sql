-- A row is a group that the page shows, likeliest and largest first.
select * from result_groups order by probability desc, size desc, length("group"), "group" limit $limit
