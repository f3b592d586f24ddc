-- A row is a member that the page shows: of each group, those most surely in it.
with ranked as (
    select *, row_number() over (partition by "group" order by probability desc, given + received desc, account) as place
    from result_members
)
select account, "group", probability, joined, given, received, bits, /* facts */ from ranked where place <= $limit
order by "group", place
