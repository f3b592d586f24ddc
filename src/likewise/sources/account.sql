-- A row is an account: how much it posts, how many favours it gives and receives; first, events and moments put accounts in an order
-- that neither names nor the way in which runs were cut decides.
with gave as (select actor as code, count(*) as given from favour group by actor),
got as (select author as code, count(*) as received from favour where author is not null group by author),
wrote as (select author as code, count(*) as posts from post where author is not null group by author)
select
    account_id.code,
    account_id.id,
    declared.name,
    declared.followers,
    declared.following,
    declared.category,
    coalesce(wrote.posts, 0) as posts,
    coalesce(gave.given, 0) as given,
    coalesce(got.received, 0) as received,
    account_id.first,
    account_id.events,
    account_id.moments
from account_id
left join source_account as declared on declared.account = account_id.id
left join gave on gave.code = account_id.code
left join got on got.code = account_id.code
left join wrote on wrote.code = account_id.code
