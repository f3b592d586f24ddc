-- A row is a post that no author is known of although the user says whose posts these are: one that is declared in a file
-- that names no author, or, where nothing names any author, one that only events name.
with authors as (
    select post from source_met where author is not null and post is not null
),
naming as (select distinct file from source_post where author is not null)
select item.post, cast($me as varchar) as author, true as declared
from source_post as item
left join authors on authors.post = item.post
left join naming on naming.file = item.file
where item.author is null and authors.post is null and naming.file is null
union all
select distinct met.post, cast($me as varchar), false
from source_met as met
left join source_post as item on item.post = met.post
where met.post is not null and item.post is null
    and (select count(*) from authors) = 0 and (select count(*) from naming) = 0
