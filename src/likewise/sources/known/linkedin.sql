-- A row is a post of one file, out of the two lists that stand side by side in it; or a line that is no row, with why.
with listed as (
    select file, line, problem, excerpt, url as post, published as time, null as impressions
    from given
    where problem is not null or url is not null or url_shown is null
    union all
    select file, line, null, null, url_shown, published_shown, shown
    from given
    where problem is null and url_shown is not null
)
select
    file, min(line) as line, problem, coalesce(min(excerpt), left(post, 80)) as excerpt,
    post, max(time) as time, max(impressions) as impressions
from listed
group by file, post, problem, case when post is null then line end
