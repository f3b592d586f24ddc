"""Burst: likes given in a run down a list, or just before a post of one's own.

"Like the last ten, then post yours." A like counts as hasty when it stands in a run over several accounts
within minutes, or when a post of one's own follows shortly. For a group, members' likes of each other
against the same members' likes of other people.

A group counts only as far as it does more of this among its own (one half is no difference); an account that
shares the group's way speaks for belonging to it.

Honest behaviour that looks alike: everyone who scrolls through a feed likes in runs, which is why a group is
measured against its own members' other likes.
"""

from likewise.evidence.face import Evidence

BURST = Evidence(
    name="burst",
    needs=("events.author", "events.time"),
    pair="burst_pair.sql",
    act="burst_act.sql",
    settings={"prior": 2, "most": 20},
)
