"""Headcount: how many members a candidate has; what is usual among five is not among fifty.

It is read beside coverage: circles of friends that like so much of each other are mostly small. Where no posts are
known, how much of them is liked isn't either, and a large number of people who answer each other says nothing.

Honest behaviour that looks alike: any community of that size; by itself this fact says little.
"""

from likewise.evidence.face import Evidence

HEADCOUNT = Evidence(
    name="headcount",
    needs=("events.author",),
    group="headcount_group.sql",
    settings={"most": 10},
)
