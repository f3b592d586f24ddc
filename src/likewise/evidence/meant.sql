-- A row is a word of a comment, as rare as the more common of the pairs that it stands in: a pair across the
-- border of two common words is rare and says nothing. met tells whether the post itself has the word.
select
    word.n, word.halves,
    least(after.rare, earlier.rare) as rare,
    coalesce(contains(lower(post.text), case when after.places >= earlier.places then word.word else word.before end), false) as met
from word
join spread as after on after.word = word.word
join spread as earlier on earlier.word = word.before
join comment on comment.n = word.n
left join post on post.code = comment.post
