-- A row is an author and how many posts it has.
select author, cast(count(*) as double) as posts from published group by author
