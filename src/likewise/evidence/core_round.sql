-- A row is a rare tie whose giver and receiver both still have enough partners on both sides.
with giver as (select actor as account from core group by actor having count(*) >= $degree),
getter as (select author as account from core group by author having count(*) >= $degree),
both_sides as (select giver.account from giver semi join getter on getter.account = giver.account)
select core.*
from core
semi join both_sides as one on one.account = core.actor
semi join both_sides as other on other.account = core.author
