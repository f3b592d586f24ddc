-- A row is an account that did something, or whose post something was done to: its code, and what it is put in order
-- by. (An author whom only the table of posts names has no events of its own, but a code that the ledger speaks of.)
select id, code, first, events, moments
from account_id
where events > 0 or code in (select author_code from post_id where events > 0)
