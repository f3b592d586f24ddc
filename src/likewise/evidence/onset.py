"""Onset: many ties born in the same week.

A group starts on a day; friendships grow one at a time. For a group, the share of its ties that began in its
busiest week.

Honest behaviour that looks alike: a new class or workplace, or the first week of the data.
"""

from likewise.evidence.face import Evidence

ONSET = Evidence(
    name="onset",
    needs=("events.author", "events.time"),
    pair="onset_pair.sql",
    group="onset_group.sql",
    settings={"week_s": 604800, "prior": 2, "least": 6},
)
