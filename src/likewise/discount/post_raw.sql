-- A row is a post: each kind of engagement as it was counted, null where nothing tells it.
-- Where the input declares a post's counts, those are the raw ones; events may be a sample of them. Where it declares
-- none and there are events of the kind on posts, a post without any has zero of them. `bounds` names the declared counts that
-- are only lower bounds.
with liked as (select post, count(*) as likes from "like" where post is not null group by post),
done as (
    select post,
        count(*) filter (where kind = 'comment' and author is distinct from actor) as comments,
        count(*) filter (where kind = 'repost' and author is distinct from actor) as reposts,
        count(*) filter (where kind = 'save' and author is distinct from actor) as saves,
        count(*) filter (where kind = 'view' and author is distinct from actor) as views,
        max(case when kind = 'comment' then 1 end) as any_comment, max(case when kind = 'repost' then 1 end) as any_repost,
        max(case when kind = 'save' then 1 end) as any_save
    from deed where post is not null group by post
),
held as (
    select (select count(*) from liked) > 0 as likes,
        count(any_comment) > 0 as comments, count(any_repost) > 0 as reposts, count(any_save) > 0 as saves
    from done
)
select post.code, post.id, post.author, post.born, post.format,
    coalesce(post.likes, case when held.likes then coalesce(liked.likes, 0) end) as likes,
    coalesce(post.comments, case when held.comments then coalesce(done.comments, 0) end) as comments,
    coalesce(post.reposts, case when held.reposts then coalesce(done.reposts, 0) end) as reposts,
    coalesce(post.saves, case when held.saves then coalesce(done.saves, 0) end) as saves,
    coalesce(post.views, nullif(done.views, 0)) as views,
    post.completion_rate, coalesce(post.bounds, '') as bounds
from post
cross join held
left join liked on liked.post = post.code
left join done on done.post = post.code
