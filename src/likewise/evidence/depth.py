"""Depth: likes given without looking.

A like is blind when no view stands behind it, or a glance that saw next to nothing. For a group, members'
likes of each other against the same members' likes of other people.

A group counts only as far as it does more of this among its own (one half is no difference); an account that
shares the group's way speaks for belonging to it.

Honest behaviour that looks alike: liking from the feed or a preview, which leaves no view.
"""

from likewise.evidence.face import Evidence

DEPTH = Evidence(
    name="depth",
    needs=("events.kind=view",),
    pair="depth_pair.sql",
    act="depth_act.sql",
    ground=(("watched", "watched.sql"),),
    settings={"prior": 2, "most": 20, "glance_s": 2.0, "glimpse": 0.05},
)
