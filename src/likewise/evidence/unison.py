"""Unison: how much of what members do they do together.

The mean share of a member's likes that a fellow member gave to the same post in the same minutes, whoever the
post is from. Hired accounts do little else.

Honest behaviour that looks alike: fans on an idol's posts; their other likes are their own.
"""

from likewise.evidence.face import Evidence

UNISON = Evidence(
    name="unison",
    needs=("events.post", "events.time"),
    group="unison_group.sql",
    ground=(("liker", "liker.sql"),),
    settings={"prior": 3},
)
