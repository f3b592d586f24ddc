"""Evenness: whether liking lies evenly over a group's ties.

A rule treats every member alike, so ties differ as chance makes them. Friendship does not: some are close
and many are not.

Honest behaviour that looks alike: a hobby community whose members read at random.
"""

from likewise.evidence.face import Evidence

EVENNESS = Evidence(
    name="evenness",
    needs=("events.author", "events.post"),
    group="evenness_group.sql",
)
