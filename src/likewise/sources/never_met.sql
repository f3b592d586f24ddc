-- One row: how many accounts act, how many are acted for, and how many do both; how many posts were acted on, how many are
-- described, and how many of the described ones were acted on.
with acting as (select distinct actor as code from favour),
favoured as (select distinct author as code from favour where author is not null),
acted_on as (select distinct post as code from favour where post is not null),
described as (select distinct post as id from source_post)
select
    (select count(*) from acting) as actors,
    (select count(*) from favoured) as authors,
    (select count(*) from acting join favoured on favoured.code = acting.code) as "both",
    (select count(*) from acted_on) as liked,
    (select count(*) from described) as described,
    (select count(*) from described join post on post.id = described.id join acted_on on acted_on.code = post.code)
        as met
