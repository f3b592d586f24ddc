-- A row is a member of the trial: its likes for other members from the start until it was to leave (before), those from
-- then until the end (after), and its last one before that day, however long ago.
select
    giver.account,
    count(*) filter (where given.time >= $start and given.time < giver.leave_at) as before,
    count(*) filter (where given.time >= giver.leave_at and given.time < $end) as after,
    max(given.time) filter (where given.time < giver.leave_at) as last_before
from trial_account as giver
join account as who on who.id = giver.account
join "like" as given on given.actor = who.code
join account as owner on owner.code = given.author
join trial_account as fellow on fellow.account = owner.id and fellow.account <> giver.account
group by giver.account
