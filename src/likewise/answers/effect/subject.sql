-- A row is an account of the panel: one that got enough likes and was surely enough in a group (member, with the probability
-- that it was), or to which no traded like came; with its size and topic. At most $most_treated and $most_others, taken by a
-- number drawn from their code, so that those who came first have no better chance. Too few traded likes to have been in a
-- group in earnest: neither a member, nor fit to be compared with. "group" is the likeliest of its groups, if any.
with got as (
    select author as account from "like" where author is not null group by author having count(*) >= $least
),
received as (
    select author as account, round(sum(probability), 9) as traded, max(probability) as probability
    from exchanged where kind = 'like' and author is not null and probability >= $suspect
    group by author
),
standing as (
    select got.account, coalesce(received.probability, 0) as probability, received.account is not null as member
    from got left join received on received.account = got.account
    where received.account is null or (received.traded >= $least_traded and received.probability >= $treated)
),
belongs as (
    select membership.account, found_group.name, row_number() over (
        partition by membership.account order by membership.probability desc, membership.grp
    ) as place
    from membership join found_group on found_group.grp = membership.grp
),
placed as (
    select *, row_number() over (
        partition by member order by (cast(account as bigint) * 2654435761) % 4294967296, account
    ) as place
    from standing
)
select placed.account, placed.member, placed.probability, source.followers, source.category, belongs.name as "group"
from placed
join account on account.code = placed.account
left join source_account as source on source.account = account.id
left join belongs on belongs.account = placed.account and belongs.place = 1
where placed.place <= case when placed.member then $most_treated else $most_others end
