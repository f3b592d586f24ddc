-- A row is an account and how many authors outside its partners share with it, over what independence gives (log).
-- Authors whom more than 2,000 accounts act on are left out: they say nothing, and cost much.
with outside as (
    select tie.account, tie.author
    from tie anti join tie as back on back.account = tie.author and back.author = tie.account
),
breadth as (select account, cast(count(*) as double) as authors from outside group by account),
followed as (select author, cast(count(*) as double) as fans from outside group by author having count(*) <= 2000),
chance as (select sum(fans * fans) / pow(sum(fans), 2) as same from followed),
together as (
    select partner.account, partner.partner, cast(count(*) as double) as authors
    from partner
    join outside as one on one.account = partner.account
    join followed on followed.author = one.author
    join outside as other on other.account = partner.partner and other.author = one.author
    where partner.account < partner.partner
    group by partner.account, partner.partner
)
select
    partner.account,
    avg(ln((coalesce(together.authors, 0) + 0.5) / (one.authors * other.authors * chance.same + 0.5))) as interests
from partner
join breadth as one on one.account = partner.account
join breadth as other on other.account = partner.partner
left join together
    on together.account = least(partner.account, partner.partner)
    and together.partner = greatest(partner.account, partner.partner)
cross join chance
group by partner.account
