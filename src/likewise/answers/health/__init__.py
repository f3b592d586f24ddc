"""Health of an account: how much of what it shows is real, how real people take it, and what leaving would cost.

Reads the ledger and the discounted counts (left: `discount`), gives `account_health` (an account and a part a row) and
`account_answer` (an account a row) to `show`. Every part has a 95 % interval, and none where the data doesn't hold it:

- `real_share`: likes that were probably not traded, of all received. Wilson, at the size of sample that also carries
  the doubt whether the account takes part at all, on which all its traded likes hang together.
- `depth`: organic comments, saves and reposts against posts of the same format and as many organic likes; 0.5 is usual,
  2/3 twice that. Gamma–Poisson, drawn toward the usual where posts are few: a ratio of small counts is mostly noise.
- `fan_activity`: followers (where follows are known, or else those who acted on the earlier half of its posts) who
  really acted on the later half. Wilson.
- `churn`: followers who left, where unfollows are known; or else readers of the earlier half who didn't come back, at
  what is usual for how much they had done and how many posts they could come back to. Wilson.
- `dependence`: the share of the likes it gets and gives that would go with the groups. As `real_share`.
- `forecast`: engagement after the group stops over engagement on its later half of posts, a level and not a share.
- `trust`: readers' response on the later half of posts against the earlier, each against posts of the same format and
  reach (likes, comments, saves, reposts a real view; where no views are known, deep acts a real like): r / (1 + r)
  with r the later over the earlier, so that 0.5 is unchanged. Wilson on the later half's part of the responses.
- `score`: see `score.py`. Never shown without the parts.
"""

from likewise.answers.health.judge import foresee, judge_accounts
from likewise.answers.health.score import PARTS, WEIGHTS, combine

__all__ = ["PARTS", "WEIGHTS", "combine", "foresee", "judge_accounts"]
