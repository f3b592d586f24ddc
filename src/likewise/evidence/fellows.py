"""Fellows: how many of a group's members an account gives to, and how many it gets from.

Members' counts against what chance makes of a stranger's activity, and against an acquaintance's, who knows a
few members; see `groups/partners.sql`.

Honest behaviour that looks alike: the friend of several members who does not trade.
"""

from likewise.evidence.face import Evidence

FELLOWS = Evidence(
    name="fellows",
    needs=("events.author",),
    member="fellows_member.sql",
)
