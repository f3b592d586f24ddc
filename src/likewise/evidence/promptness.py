"""Promptness: likes that come sooner after the post than likes usually do.

Measured against the waiting times of all likes in the data, not against a fixed number of minutes. For a group,
members' likes of each other against the same members' likes of other people: who is always online is
prompt with everyone.

A group counts only as far as it does more of this among its own (one half is no difference); an account that
shares the group's way speaks for belonging to it.

Honest behaviour that looks alike: fans with notifications on, friends who are online at the same hours.
"""

from likewise.evidence.face import Evidence

PROMPTNESS = Evidence(
    name="promptness",
    needs=("events.post", "events.time"),
    pair="promptness_pair.sql",
    act="promptness_act.sql",
    settings={"prior": 2, "most": 20},
)
