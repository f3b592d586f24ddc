-- A row is a row on a post or account of which another row counts; where that stands in another file, an arrow leads there.
select
    file, line, $table as "table", case when older then $older else $again end as reason,
    left(described_key, 80) || case when file <> won then ' → ' || won || ':' || won_line else '' end as detail
from source_ranked
where nth > 1
