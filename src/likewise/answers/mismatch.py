"""Mismatch of a post: likes out of proportion to its views, comments and saves.

What is usual is taken from posts of the same format in the same data (robustly: median and median absolute
deviation of the log ratio), so that a topic where nobody comments accuses nobody. The value is log2 of the likes
over the likes that the post's views (or else its comments and saves) would lead one to expect, and null
where the post shows nothing to compare with.
"""

from likewise.answers.told import told
from likewise.engine import Engine, sql_text

# Below so many likes a ratio is noise.
LEAST_LIKES = 5
# Likes this many robust deviations above the usual are named a reason.
SURPRISING = 3.0
# The brief's mark of a hollow post: under 5 % of viewers see it to the end.
LOW_COMPLETION = 0.05
# At least this share of a post's likes must be traded for that to be named a reason.
MOSTLY_TRADED = 0.2


def judge_posts(engine: Engine, holds: frozenset[str]) -> None:
    """Make `post_answer` from `post_count`: mismatch in bits, and the reasons as a JSON list of keys.

    `holds` is the ledger's: a real count is null where nobody is known to have given what it counts.
    """
    engine.create(
        "post_answer",
        sql_text("likewise.answers", "post_answer.sql"),
        least=LEAST_LIKES,
        surprising=SURPRISING,
        low_completion=LOW_COMPLETION,
        mostly=MOSTLY_TRADED,
        **told(holds),
    )
