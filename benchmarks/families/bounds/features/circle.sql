-- A row is an account and the share of pairs of its partners that are partners of each other (of 20 at most, by hash).
with few as (
    select account, partner from partner
    qualify row_number() over (partition by account order by hash(partner), partner) <= 20
)
select one.account, avg(cast(pair.account is not null as double)) as density
from few as one
join few as other on other.account = one.account and other.partner > one.partner
left join partner as pair on pair.account = one.partner and pair.partner = other.partner
group by one.account
