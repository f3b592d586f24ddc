-- A row is an account: probability that it takes part in an exchange, what it gives, and what it gets, raw and real.
-- Where there are no favours to look for groups among, or none says for whom it was, nothing is known of taking part but of
-- those who act in lockstep.
-- Where nobody's like (or comment) for it is known by person, raw is what its posts declare, and nothing can be taken
-- out. What nothing tells is null; of how many of its posts a count isn't known is told beside the sum of the others.
with taking_part as (
    select account, max(probability) as probability from membership group by account
),
got as (
    select author as code, count(*) as likes from "like" where author is not null group by author
),
got_deed as (
    select author as code,
        count(*) filter (where kind = 'comment' and author is distinct from actor) as comments,
        max(case when kind = 'comment' then 1 end) as any_comment
    from deed where author is not null group by author
),
declared as (
    select author as code, cast(sum(likes) as bigint) as likes, cast(sum(comments) as bigint) as comments,
        count(*) - count(likes) as without_likes, count(*) - count(comments) as without_comments
    from post where author is not null group by author
),
traded as (
    select author as code,
        sum(probability) filter (where kind = 'like') as likes,
        sum(probability) filter (where kind = 'comment') as comments
    from exchanged where author is not null group by author
),
given_away as (
    select actor as code, sum(probability) as likes from exchanged where kind = 'like' group by actor
),
known as (select count(author) > 0 as receivers from favour),
held as (
    select (select count(*) from got) > 0 as likes, count(any_comment) > 0 as comments from got_deed
),
received as (
    select account.code,
        coalesce(got.likes, declared.likes, case when held.likes then 0 end) as likes,
        coalesce(nullif(got_deed.comments, 0), declared.comments, case when held.comments then 0 end) as comments,
        case when held.likes then 0 else coalesce(declared.without_likes, 0) end as without_likes,
        case when held.comments then 0 else coalesce(declared.without_comments, 0) end as without_comments
    from account
    cross join held
    left join got on got.code = account.code
    left join got_deed on got_deed.code = account.code
    left join declared on declared.code = account.code
)
select
    account.code, account.id, account.name,
    coalesce(taking_part.probability, case when known.receivers then 0 end) as probability,
    case when $favour = 'like' then account.given end as likes_given,
    coalesce(given_away.likes, 0) as likes_given_traded,
    coalesce(got.likes, 0) as likes_by_person,
    received.likes as likes_raw,
    case when received.likes is not null then greatest(received.likes - coalesce(traded.likes, 0), 0) end as likes_real,
    received.comments as comments_raw,
    case when received.comments is not null then greatest(received.comments - coalesce(traded.comments, 0), 0) end
        as comments_real,
    received.without_likes, received.without_comments
from account
cross join known
join received on received.code = account.code
left join taking_part on taking_part.account = account.code
left join got on got.code = account.code
left join traded on traded.code = account.code
left join given_away on given_away.code = account.code
