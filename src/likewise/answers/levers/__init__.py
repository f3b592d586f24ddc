"""Levers: what honest behaviour goes with deeper engagement in this data, and what an hour of it brings.

Reads the posts and their real counts (left: `discount`), gives a table of levers to `claims.alternatives` and `show`.
An account is compared with itself: Poisson pseudo-likelihood with effects of account and week, errors clustered by
account, all habits at once. It is association within accounts, not an experiment. What would break it:

- an author who does a thing on the posts it takes most trouble with: the trouble is then counted as the habit;
- answers: they need comments, so that those to a post itself prove nothing. Only answers to the post before count,
  given before this one came, at equal numbers of comments there; a phase in which author and readers are both livelier
  remains;
- the wait since the last post: whoever rides on a success posts soon;
- completion: a better post is watched longer and commented more; it says which posts, not what cutting one would do.

A lever is advice only where the whole interval, corrected by Holm for how many levers were tried, lies above MATTERS,
on at least LEAST_ACCOUNTS accounts in which it varies, with LEAST_POSTS posts; all else is shown as unclear.
"""

from likewise.answers.levers.effort import MINUTES, MINUTES_A_FORMAT, SECONDS_PER_LIKE
from likewise.answers.levers.measure import DEEP, GROUP, OUTCOMES, Best, Lever, Levers, measure_levers
from likewise.answers.levers.regression import LEAST_ACCOUNTS, LEAST_POSTS

__all__ = [
    "DEEP",
    "GROUP",
    "LEAST_ACCOUNTS",
    "LEAST_POSTS",
    "MINUTES",
    "MINUTES_A_FORMAT",
    "OUTCOMES",
    "SECONDS_PER_LIKE",
    "Best",
    "Lever",
    "Levers",
    "measure_levers",
]
