"""Health of an account: how much of what it shows is real, and how deep that goes.

Parts, each 0 to 1, each shown beside the score:
- `real_share`: likes that were probably not traded, of all likes received. Interval: the spread of the sum of
  independent events, each traded with its probability, within a Wilson interval for the sample.
- `depth`: comments, saves and reposts for each real like, as a rank among accounts in the same data;
  only where such events exist.
- `dependence`: the share of what the account gives and gets that would go with the groups.

`health` is 100 times the mean of real_share, 1 - dependence and depth, over the parts that are known: it
can only rise when a part gets better. An account that received nothing has no health.
"""

from likewise.engine import Engine, sql_text

# 95 % of a normal distribution lies within so many standard deviations.
Z = 1.959964
# With fewer likes received than this a rank by depth would rank noise.
DEPTH_LEAST = 5


def judge_accounts(engine: Engine) -> None:
    """Make `account_answer` from `account_count` and `membership`: shares with intervals, health and its parts."""
    engine.create("account_answer", sql_text("likewise.answers", "account_answer.sql"), z=Z, depth_least=DEPTH_LEAST)
