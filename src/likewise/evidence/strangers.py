"""Strangers: people who like each other and share no interest outside.

Counts the accounts that both like from afar (without being liked back, and not everybody's favourites), over
what chance makes of the two sides' activity, as log2. For a group, accounts outside of it. High means shared
interest, the mark of a hobby community; near zero means strangers.

Honest behaviour that looks alike: classmates, colleagues and families who share a life and no topic.
"""

from likewise.evidence.face import Evidence

STRANGERS = Evidence(
    name="strangers",
    needs=("events.author",),
    pair="strangers_pair.sql",
    group="strangers_group.sql",
    settings={"everybodys": 1000, "least": 3},
)
