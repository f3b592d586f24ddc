-- A row is a pair that the page shows, strongest first.
select * from result_pairs
order by bits desc, a_to_b + b_to_a desc, a, b
limit $limit
