"""Answers: what the real counts say of each account and post.

Reads `post_count` and `account_count` (left: `discount`), gives `account_answer` and `post_answer` to `show`.
"""

from likewise.answers.dropped import WINDOW_MINUTES, after_drops
from likewise.answers.health import judge_accounts
from likewise.answers.mismatch import judge_posts

__all__ = ["WINDOW_MINUTES", "after_drops", "judge_accounts", "judge_posts"]
