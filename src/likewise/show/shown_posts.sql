-- A row is a post that the page shows: those that lose most to traded likes, then those that get most.
select * from result_posts
order by likes_raw - likes_real desc, likes_raw desc, post
limit $limit
