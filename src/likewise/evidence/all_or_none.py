"""All or none: whether a member's posts get many likes from inside or hardly any, more than chance parts them.

A post that is dropped into a group gets everybody's like; one that isn't, or that is older than the group, gets none.
Friends come upon each other's posts one by one, so numbers differ as chance makes them. Above 1 they differ more.

Honest behaviour that looks alike: an event whose posts all of its guests like, a circle that has just met.
"""

from likewise.evidence.face import Evidence

ALL_OR_NONE = Evidence(name="all_or_none", needs=("events.author", "events.post"), group="all_or_none_group.sql")
