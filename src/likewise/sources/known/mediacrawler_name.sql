-- A row is a person in notes or comments from before the hash, by the name in the row that was crawled last. Where there is
-- a page of the person, that describes them.
with named as (
    select
        file, line, who as account, nickname as name,
        row_number() over (partition by who order by try_cast(crawled as bigint) desc nulls last, file desc, line desc) as place
    from given
    where problem is null and hashed is null and post is not null and not source_blank(nickname)
        and not source_scientific(person) is true and not source_decimal(person) is true
),
paged as (
    select distinct who from given where problem is null and fans is not null and who is not null
)
select
    named.file, named.line, cast(null as varchar) as problem, cast(null as varchar) as excerpt, named.account, named.name
from named
left join paged on paged.who = named.account
where named.place = 1 and named.account is not null and paged.who is null
