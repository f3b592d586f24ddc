-- A row is an account and the share of its partners whom it follows, alone and over that of repeated ties of this log.
with follow as (select distinct actor as account, author from event where kind = 'follow'),
usual as (
    select avg(cast(follow.account is not null as double)) as share
    from tie left join follow on follow.account = tie.account and follow.author = tie.author
    where tie.acts >= 3
)
select
    partner.account,
    avg(cast(follow.account is not null as double)) as follows,
    avg(cast(follow.account is not null as double)) - any_value(usual.share) as follows_difference
from partner
left join follow on follow.account = partner.account and follow.author = partner.partner
cross join usual
group by partner.account
