"""Inward: how much of what members give and get stays among them.

A group that trades lives on itself. Honest behaviour that looks alike: a small club whose members use the
platform for the club only.
"""

from likewise.evidence.face import Evidence

INWARD = Evidence(
    name="inward",
    needs=("events.author",),
    group="inward_group.sql",
)
