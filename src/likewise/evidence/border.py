"""Border: how many outsiders have about as many partners inside as the members themselves.

A group of traders has a list of members: who isn't on it has next to no ties to it. Friends have friends: a circle
fades into the next one.

Honest behaviour that looks alike: a school class, a company's staff, a family.
"""

from likewise.evidence.face import Evidence

BORDER = Evidence(name="border", needs=("events.author",), group="border_group.sql", settings={"part": 0.35})
