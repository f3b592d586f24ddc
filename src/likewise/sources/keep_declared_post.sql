-- A row is a post as the data last described it.
select * from source_post
