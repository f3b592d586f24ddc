-- A row is an account that comments on others: how long its comments are, under how many authors the same text stands
-- (log), how often it says the same again, and how these differ inside; and how many comments an act brings.
with said as (
    select event.actor as account, event.text, event.author, partner.partner is not null as inside
    from event
    left join partner on partner.account = event.actor and partner.partner = event.author
    where event.kind = 'comment' and event.actor <> event.author
),
spread as (select text, ln(count(distinct author)) as authors from said where text is not null group by text),
comment as (
    select
        account,
        avg(length(said.text)) as length,
        avg(length(said.text)) filter (where inside) - avg(length(said.text)) filter (where not inside)
            as length_difference,
        avg(authors) as generic,
        avg(authors) filter (where inside) as generic_inside,
        avg(authors) filter (where inside) - avg(authors) filter (where not inside) as generic_difference,
        count(distinct said.text) / nullif(count(said.text), 0) as different_texts
    from said left join spread on spread.text = said.text
    group by account
),
rate as (
    select
        account,
        avg(comments) as comments,
        avg(comments) filter (where inside) - avg(comments) filter (where not inside) as comments_difference
    from moment
    group by account
)
select * from comment full join rate using (account)
