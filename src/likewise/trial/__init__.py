"""A trial kit for communities and creators: plan an experiment before it begins, and read it by the plan.

- `plan_leave`: members who want out of a group leave in random order, a step at a time (a stepped wedge).
- `plan_posts`: a creator switches an honest habit on and off by post, in random order.
- `power`: the smallest change that a trial of some size can show, and what it takes to see some others.
- `read_trial`: outcomes from data, the plan, and the effect by drawing the order anew exactly as the plan drew it.
- `spread_by_period`, `spread_by_post`: from earlier data, how much outcomes vary by themselves.

It only ever withdraws or improves something. Nobody is asked to trade likes, and no plan can say so. Reads the ledger
(left: `sources`, `discount`) and knows nothing of how groups are found.
"""

from likewise.trial.design import DRAWS, LEVERS, OUTCOMES, Leaver, Leaving, Plan, Posting, Turn
from likewise.trial.followed import Asked, Left
from likewise.trial.history import spread_by_period, spread_by_post
from likewise.trial.inference import Estimate
from likewise.trial.leave import plan_leave
from likewise.trial.members import Member, read_members
from likewise.trial.plan_file import ORDER, PLAN, order_file, plan_file, read_plan
from likewise.trial.posts import ME, plan_posts
from likewise.trial.precision import Leave, Needed, Posts, Power, power
from likewise.trial.read import Counted, Trial, read_trial
from likewise.trial.spread import Spread

__all__ = [
    "DRAWS",
    "LEVERS",
    "ME",
    "ORDER",
    "OUTCOMES",
    "PLAN",
    "Asked",
    "Counted",
    "Estimate",
    "Leave",
    "Leaver",
    "Leaving",
    "Left",
    "Member",
    "Needed",
    "Plan",
    "Posting",
    "Posts",
    "Power",
    "Spread",
    "Trial",
    "Turn",
    "order_file",
    "plan_file",
    "plan_leave",
    "plan_posts",
    "power",
    "read_members",
    "read_plan",
    "read_trial",
    "spread_by_period",
    "spread_by_post",
]
