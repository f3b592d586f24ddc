-- A row is a pair of accounts that acted on the same posts in the same $window_s seconds, on posts of several
-- accounts (of neither of the two): together counts those accounts, and expected how many it would be if two
-- who like the same posts did so at moments of their own. Moments that more than $crowd people share are
-- left out: what everyone does then tells nothing of two.
with moment as (
    select actor, author, coalesce(author, post) as whose, post, cast(floor(time / ($window_s * 1000000.0)) as bigint) as slot
    from "like"
    where post is not null
),
cell as (select post, slot, count(*) as people from moment group by post, slot),
audience as (select post, sum(people) as people, sum(people * (people - 1.0)) as pairs from cell group by post),
-- The chance that two likers of a post share the moment, over all pairs of likers of all posts.
meet as (
    select greatest(1e-4, sum(pairs) / nullif(sum(cast(people as double) * (people - 1)), 0)) as chance from audience
),
shared as (
    select moment.*, cell.people
    from moment join cell on cell.post = moment.post and cell.slot = moment.slot
    where cell.people between 2 and $crowd
),
busy as (
    select actor, sum(people - 1) as chances, count(distinct whose) as accounts from shared group by actor having count(distinct whose) >= $least
),
active as (select shared.* from shared semi join busy on busy.actor = shared.actor),
meeting as (
    select one.actor as a, other.actor as b, one.whose
    from active as one
    join active as other on other.post = one.post and other.slot = one.slot and other.actor > one.actor
    where one.author is null or (one.author <> one.actor and one.author <> other.actor)
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
    select a, b, together
    from worth_a_look
    where together >= $most * accounts
        or together > expected and (together * ln(together / expected) - (together - expected)) / ln(10) >= $surprise
),
common as (
    select surprising.a, surprising.b, one.whose, count(*) as posts
    from surprising
    join moment as one on one.actor = surprising.a
    join moment as other on other.actor = surprising.b and other.post = one.post
    where one.author is null or (one.author <> surprising.a and one.author <> surprising.b)
    group by surprising.a, surprising.b, one.whose
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
