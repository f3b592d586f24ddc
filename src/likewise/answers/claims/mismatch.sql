-- A row is a post that $following others of its author came before: how much it was shown, how many of those before it
-- surged in likes (and in real likes), how many of them next to nobody saw to the end, and how many were both.
with marked as (
    select *, case when completion < $low then 1 when completion is not null then 0 end as low from mismatch_surge
),
beside as (
    select *,
        sum(surge * low) over before as both_before,
        sum(surge) over before as surges_before, sum(real_surge) over before as real_surges_before,
        sum(low) over before as lows_before,
        count(low) over before as known_before,
        avg(views) over (
            partition by author order by born, post rows between 2 * $following preceding and $following + 1 preceding
        ) as views_before
    from marked
    window before as (partition by author order by born, post rows between $following preceding and 1 preceding)
),
chosen as (
    select author, row_number() over (
        partition by max(surge * low) = 1 order by (cast(author as bigint) * 2654435761) % 4294967296, author
    ) as place
    from marked group by author
)
select beside.author, cast(floor((born - $first) / $period_us) as integer) as period, format, views, completion,
    surge, low, both_before, surges_before, real_surges_before, lows_before, views_before
from beside
join chosen on chosen.author = beside.author and chosen.place <= $most
where views is not null and low is not null and known_before = $following and born <= $ripe
order by beside.author, born, post
