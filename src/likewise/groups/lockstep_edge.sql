-- A row is a pair that acted together on several accounts' posts; its weight is the surprise of that.
select a, b, round(surprise, 4) as weight
from lockstep
where surprise > $least
