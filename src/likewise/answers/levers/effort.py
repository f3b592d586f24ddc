"""How many minutes of work a post each honest habit takes: assumed, in one table, with reasons; a user may differ."""

from collections.abc import Mapping

MINUTES_A_FORMAT: Mapping[str, float] = {"note": 45.0, "article": 90.0, "video": 120.0, "live": 120.0}
"""Minutes of work that a post of each format takes. Assumed: two hours a video, as the platform in a box assumes of a
post; words and pictures take less, words alone in between."""

LEAST_MINUTES = 1.0
"""Minutes of a habit that is only a decision (when to post), and of a format that takes no longer than the usual."""

MINUTES: Mapping[str, float] = {
    "longer": 40.0,
    "more_text": 15.0,
    "question": 2.0,
    "answers": 15.0,
    "mention": 45.0,
    "rest": LEAST_MINUTES,
    "regular": 10.0,
    "time_night": LEAST_MINUTES,
    "time_morning": LEAST_MINUTES,
    "time_afternoon": LEAST_MINUTES,
    "time_evening": LEAST_MINUTES,
    "weekend": LEAST_MINUTES,
    "completion": 60.0,
}
"""Further minutes of work a post. Assumed, each for its reason:

- longer: twice the seconds, a third more of a video's two hours; more_text: twice the words, a third of a note's time.
- question: to think of one that people can answer. answers: half a minute each for the comments of a usual post, and
  reading them. mention: finding another creator and agreeing with them, shared between both.
- regular: planning ahead. When to post, and how long to wait, is only a decision.
- completion: ten points more of viewers who stay to the end are a better cut: half a video's work again.
"""

SECONDS_PER_LIKE = 20.0
"""Seconds that a traded like costs its giver: opening the list, the post, the like, the report back. Assumed; the same
as `groups.seconds_per_like` of the platform in a box (`answers/simulate/parameters.py`)."""


def minutes_of(lever: str, usual_format: str | None) -> float:
    """Minutes a post of a lever; of a format, against the format that is usual in the data."""
    if lever.startswith("format_"):
        usual = MINUTES_A_FORMAT.get(usual_format or "", 0.0)
        return max(MINUTES_A_FORMAT[lever.removeprefix("format_")] - usual, LEAST_MINUTES)
    return MINUTES[lever]
