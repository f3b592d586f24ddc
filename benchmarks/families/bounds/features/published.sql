-- A row is a post, and when it was published if that is known.
select post, author, epoch(time) as time from read_parquet($posts)
