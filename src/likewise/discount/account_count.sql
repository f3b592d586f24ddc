-- A row is an account: probability that it takes part in an exchange, what it gives, and what it gets, raw and real.
-- Where there are no favours to look for groups among ($favour is ''), nothing is known of taking part.
-- Where nobody's like (or comment) for it is known by person, raw is what its posts declare, and nothing can be taken out.
with taking_part as (
    select account, max(probability) as probability from membership group by account
),
got as (
    select author as code, count(*) as likes from "like" where author is not null group by author
),
got_deed as (
    select author as code, count(*) filter (where kind = 'comment') as comments,
        count(*) filter (where kind in ('comment', 'save', 'repost')) as deep
    from deed where author is distinct from actor and author is not null group by author
),
declared as (
    select author as code, cast(sum(likes) as bigint) as likes, cast(sum(comments) as bigint) as comments
    from post where author is not null group by author
),
traded as (
    select author as code,
        sum(probability) filter (where kind = 'like') as likes,
        sum(probability) filter (where kind = 'comment') as comments,
        sum(probability) filter (where kind in ('comment', 'save', 'repost')) as deep,
        sum(probability * (1 - probability)) filter (where kind = 'like') as variance
    from exchanged where author is not null group by author
),
given_away as (
    select actor as code, sum(probability) as likes from exchanged where kind = 'like' group by actor
)
select
    account.code, account.id, account.name,
    case when $favour <> '' then coalesce(taking_part.probability, 0) end as probability,
    case when $favour = 'like' then account.given else 0 end as likes_given,
    coalesce(given_away.likes, 0) as likes_given_traded,
    coalesce(got.likes, 0) as likes_by_person,
    coalesce(got.likes, declared.likes, 0) as likes_raw,
    greatest(coalesce(got.likes, declared.likes, 0) - coalesce(traded.likes, 0), 0) as likes_real,
    coalesce(nullif(got_deed.comments, 0), declared.comments, 0) as comments_raw,
    greatest(coalesce(nullif(got_deed.comments, 0), declared.comments, 0) - coalesce(traded.comments, 0), 0)
        as comments_real,
    greatest(coalesce(got_deed.deep, 0) - coalesce(traded.deep, 0), 0) as deep_real,
    coalesce(traded.variance, 0) as likes_variance
from account
left join taking_part on taking_part.account = account.code
left join got on got.code = account.code
left join got_deed on got_deed.code = account.code
left join declared on declared.code = account.code
left join traded on traded.code = account.code
left join given_away on given_away.code = account.code
