-- A row is a comment; generic is the share of all comments that are more particular than it. A comment is as
-- particular as its rarest word, and a word is rare that stands under few accounts' posts.
with spread as (select word, count(distinct coalesce(author, post)) as accounts from word group by word),
rarest as (select word.n, min(spread.accounts) as accounts from word join spread on spread.word = word.word group by word.n),
weighed as (
    select comment.*, coalesce(rarest.accounts, 2147483647) as accounts
    from comment left join rarest on rarest.n = comment.n
),
ranked as (
    select
        *,
        rank() over (order by accounts) as below,
        count(*) over (partition by accounts) as level,
        count(*) over () as everyone
    from weighed
)
select n, actor, author, post, time, text, (below - 1 + level / 2.0) / everyone as generic
from ranked
