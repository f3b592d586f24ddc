"""Policy: what a platform's rule would do to the accounts in a finished report, and whom it would hurt.

Reads a report's tables (`groups`, `members`, `accounts`, `events_exchanged`), gives actions and their expected
harm to `show`. Nothing here acts on anybody: a discount is a count made differently, all else is a proposal.
"""

from likewise.answers.policy.apply import Applied, Outcome, Threshold, TradedLikes, apply
from likewise.answers.policy.hurt import Hurt, Interval, Worst, hurt
from likewise.answers.policy.labels import Labelled, label_time, labels_of
from likewise.answers.policy.rule import ACTIONS, KINDS, Rule, RuleError
from likewise.answers.policy.rule_file import checked, read_rules

__all__ = [
    "ACTIONS",
    "KINDS",
    "Applied",
    "Hurt",
    "Interval",
    "Labelled",
    "Outcome",
    "Rule",
    "RuleError",
    "Threshold",
    "TradedLikes",
    "Worst",
    "apply",
    "checked",
    "hurt",
    "label_time",
    "labels_of",
    "read_rules",
]
