-- A row is an account with partners: how many, how much of what it gives and gets is theirs, and how evenly.
with pair as (
    select partner.account, given, got, least(given / posts, 1.0) as coverage
    from partner join writer on writer.author = partner.partner
),
gave as (select account, sum(acts) as given, count(*) as authors from tie group by account),
received as (select author as account, sum(acts) as got from tie group by author)
select
    pair.account,
    ln(1 + count(*)) as partners,
    count(*) / any_value(gave.authors) as partners_of_authors,
    sum(pair.given) / any_value(gave.given) as inside_given,
    sum(pair.got) / any_value(received.got) as inside_got,
    avg(coverage) as coverage,
    stddev_samp(coverage) as coverage_spread,
    avg(cast(coverage >= 0.8 as double)) as covered,
    avg(abs(pair.given - pair.got) / (pair.given + pair.got)) as imbalance
from pair join gave on gave.account = pair.account join received on received.account = pair.account
group by pair.account
