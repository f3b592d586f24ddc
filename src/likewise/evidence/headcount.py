"""Headcount: how many members a candidate has; what is usual among five is not among fifty.

Honest behaviour that looks alike: any community of that size; by itself this fact says little.
"""

from likewise.evidence.face import Evidence

HEADCOUNT = Evidence(name="headcount", needs=("events.author",), group="headcount_group.sql")
