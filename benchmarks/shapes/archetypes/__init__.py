"""The archetypes: kinds of files that people bring, each with the rule by which a careful person tells what it is."""

from benchmarks.shapes.archetypes import (
    comments,
    damaged,
    envelopes,
    likes,
    odd,
    posts,
    refused,
    several,
    shares,
    tools,
    votes,
)
from benchmarks.shapes.archetypes.frame import Archetype, Draw

ALL: tuple[Archetype, ...] = (
    *likes.ARCHETYPES,
    *comments.ARCHETYPES,
    *shares.ARCHETYPES,
    *votes.ARCHETYPES,
    *posts.ARCHETYPES,
    *several.ARCHETYPES,
    *envelopes.ARCHETYPES,
    *tools.ARCHETYPES,
    *odd.ARCHETYPES,
    *damaged.ARCHETYPES,
    *refused.ARCHETYPES,
)

__all__ = ["ALL", "Archetype", "Draw"]
