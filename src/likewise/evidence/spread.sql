-- A row is a word; places counts those under whose posts it stands, and rare falls from 1 for a word of one
-- place to 0 for a word that stands everywhere.
with every as (select count(distinct place) as places from comment),
stands as (select word, count(distinct place) as places from word group by word)
select word, stands.places, greatest(0, 1 - ln(stands.places) / ln(greatest(2, every.places))) as rare
from stands cross join every
