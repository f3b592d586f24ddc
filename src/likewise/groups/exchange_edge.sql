-- A row is a rare tie in the core, both directions added up.
select least(actor, author) as a, greatest(actor, author) as b, count(*) as weight
from core
group by least(actor, author), greatest(actor, author)
having count(*) > $least
