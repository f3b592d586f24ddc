-- A row is two files that describe posts with the same ids, of which at least $fewest have authors in both, and at least
-- $strangers of these other ones: the two with most such posts.
select old.file, best.file as won, count(*) as posts
from source_ranked as old
join source_ranked as best on best.post = old.post and best.nth = 1 and best.file <> old.file
where old.nth > 1 and old.author is not null and best.author is not null
group by old.file, best.file
having count(*) >= $fewest and avg(case when old.author <> best.author then 1.0 else 0.0 end) >= $strangers
order by posts desc, old.file, best.file
limit 1
