"""Density: how many of the ties that could be in a group are there.

Honest behaviour that looks alike: small circles of friends are complete, too.
"""

from likewise.evidence.face import Evidence

DENSITY = Evidence(
    name="density",
    needs=("events.author",),
    group="density_group.sql",
)
