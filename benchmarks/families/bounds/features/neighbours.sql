-- A row is an account and the mean of its partners' own figures.
select
    partner.account,
    avg(circle.density) as partners_density,
    avg(partners.inside_given) as partners_inside_given,
    avg(partners.partners) as partners_partners,
    avg(interests.interests) as partners_interests,
    avg(timing.delay_difference) as partners_delay_difference,
    avg(reception.unevenness_inside) as partners_unevenness,
    avg(words.generic) as partners_generic
from partner
left join circle on circle.account = partner.partner
left join partners on partners.account = partner.partner
left join interests on interests.account = partner.partner
left join timing on timing.account = partner.partner
left join reception on reception.account = partner.partner
left join words on words.account = partner.partner
group by partner.account
