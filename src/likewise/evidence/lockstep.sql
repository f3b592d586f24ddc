-- A row is a pair of accounts that acted together, on the same posts in the same moments, on posts of several accounts:
-- together counts those accounts, and expected how many it would be if two who like the same posts did so at moments
-- of their own. Moments that more than $crowd people share are left out: what everyone does then tells nothing of two.
-- (Nobody's likes of own posts are among the likes, so the posts are of neither of the two.)
with audience as (select post, count(*) as people from favour where post is not null group by post),
possible as (select sum(cast(people as double) * (people - 1)) as pairs from audience),
shared_by as (select sum(cast(people as double) * (people - 1)) as pairs from gathering),
-- The chance that two likers of a post share the moment, over all pairs of likers of all posts.
meet as (
    select greatest(1e-4, shared_by.pairs / nullif(possible.pairs, 0)) as chance from shared_by cross join possible
),
shared as (
    select actor, coalesce(author, post) as whose, post, slot, people from shared_like where people <= $crowd
),
met_on as (select actor, whose, sum(people - 1) as chances from shared group by actor, whose),
busy as (
    select actor, sum(chances) as chances, count(*) as accounts from met_on group by actor having count(*) >= $least
),
active as (select shared.* from shared semi join busy on busy.actor = shared.actor),
meeting as (
    select one.actor as a, other.actor as b, one.whose
    from active as one
    join active as other on other.post = one.post and other.slot = one.slot and other.actor > one.actor
    group by one.actor, other.actor, one.whose
),
met as (select a, b, count(*) as together from meeting group by a, b having count(*) >= $least),
-- More meetings than a configuration model of meetings explains, or on most of the accounts that one of the two
-- was seen with anyone on (a model that counts everybody's meetings is blind where all meetings are of one kind).
worth_a_look as (
    select met.a, met.b, met.together,
        least(a_busy.accounts, b_busy.accounts) as accounts,
        a_busy.chances * b_busy.chances / total.chances as expected
    from met
    join busy as a_busy on a_busy.actor = met.a
    join busy as b_busy on b_busy.actor = met.b
    cross join (select cast(sum(chances) as double) as chances from busy) as total
),
surprising as (
    select worth_a_look.a, worth_a_look.b, worth_a_look.together,
        case when one.given <= other.given then worth_a_look.a else worth_a_look.b end as less,
        case when one.given <= other.given then worth_a_look.b else worth_a_look.a end as more
    from worth_a_look
    join account as one on one.code = worth_a_look.a
    join account as other on other.code = worth_a_look.b
    where together >= $most * accounts
        or together > expected and (together * ln(together / expected) - (together - expected)) / ln(10) >= $surprise
),
-- In two steps and from the side that likes less, so that no plan lays all likes of an account that likes
-- everything beside each of those it was seen with.
reach as materialized (
    select surprising.a, surprising.b, surprising.more, favour.post, coalesce(favour.author, favour.post) as whose
    from surprising
    join favour on favour.actor = surprising.less
    where favour.post is not null
),
common as (
    select reach.a, reach.b, reach.whose, count(*) as posts
    from reach
    join favour on favour.actor = reach.more and favour.post = reach.post
    group by reach.a, reach.b, reach.whose
),
own as (
    select common.a, common.b, sum(1 - pow(1 - meet.chance, common.posts)) as expected, count(*) as accounts
    from common cross join meet
    group by common.a, common.b
),
weighed as (
    select surprising.a, surprising.b, surprising.together, own.expected, own.accounts,
        (surprising.together * ln(surprising.together / own.expected) - (surprising.together - own.expected)) / ln(10) as surprise
    from surprising join own on own.a = surprising.a and own.b = surprising.b
    where surprising.together > own.expected
)
select * from weighed where surprise >= $apart
