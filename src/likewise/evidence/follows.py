"""Follows: whether those who like each other also follow each other.

Honest readers follow what they like often; strangers who trade likes need not. Groups that also trade follows
exist, so this fact is weak by itself.

Honest behaviour that looks alike: liking what a feed recommends without following.
"""

from likewise.evidence.face import Evidence

FOLLOWS = Evidence(
    name="follows",
    needs=("events.author", "events.kind=follow"),
    pair="follows_pair.sql",
    group="follows_group.sql",
)
