-- A row is a tie that a group's drawing shows: two shown members, and how many traded likes went between them
-- (members in lockstep like others' posts, not each other's: for them, on how many posts both acted).
with member as (
    select shown_member."group", shown_member.account, account.code, shown_group.kind
    from shown_member
    join account on account.id = shown_member.account
    join shown_group on shown_group."group" = shown_member."group"
),
deed as (
    select member."group", member.account, member.kind, exchanged.author, exchanged.post, exchanged.probability
    from exchanged
    join member on member.code = exchanged.actor
),
given as (
    select deed."group", deed.account as giver, member.account as taker, sum(deed.probability) as weight
    from deed
    join member on member.code = deed.author and member."group" = deed."group" and member.account <> deed.account
    group by all
),
crowd as (
    select distinct "group", post, account from deed where kind = 'lockstep' and post is not null
),
busiest as (
    select "group", post, row_number() over (partition by "group" order by count(*) desc, post) as place
    from crowd group by "group", post
),
together as (
    select one."group", one.account as giver, other.account as taker, 1.0 as weight
    from busiest
    join crowd as one on one."group" = busiest."group" and one.post = busiest.post
    join crowd as other on other."group" = one."group" and other.post = one.post and other.account > one.account
    where busiest.place <= $posts
),
tie as (
    select "group", least(giver, taker) as a, greatest(giver, taker) as b, sum(weight) as weight
    from (select * from given union all select * from together) as every
    group by all
),
ranked as (
    select *, row_number() over (partition by "group" order by weight desc, a, b) as place from tie
)
select "group", a, b, weight from ranked where place <= $limit
order by "group", place
