-- A row is a row on a post or an account: its place (nth) among those on the same one, of which the first counts, where
-- that one stands (won, won_line), whether it is fresher (older), and whether the row itself says when it was taken
-- (dated). Where all rows on the same one say so, that decides; else the last row of each file goes before the others.
with told as (
    select
        row_of.*, age.place, taken.fresh is not null as dated, coalesce(taken.fresh, age.changed) as fresh,
        row_number() over (partition by row_of.described_key, row_of.file order by row_of.line desc) as back
    from described as row_of
    left join source_age as age on age.file = row_of.file
    left join source_taken as taken on taken.file = row_of.file and taken.line = row_of.line
),
comparable as (
    select *,
        count(fresh) over (partition by described_key) = count(*) over (partition by described_key) as aged,
        min(case when dated then 1 else 0 end) over (partition by described_key) = 1 as every_dated
    from told
),
ranked as (
    select
        *,
        row_number() over (
            partition by described_key
            order by
                case when every_dated then fresh end desc nulls last,
                back,
                case when aged then fresh end desc nulls last,
                place desc,
                line desc
        ) as nth
    from comparable
)
select
    ranked.*, best.file as won, best.line as won_line,
    ranked.aged and (ranked.every_dated or ranked.file <> best.file) and ranked.fresh < best.fresh as older
from ranked
join ranked as best on best.described_key = ranked.described_key and best.nth = 1
