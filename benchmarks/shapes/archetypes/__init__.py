"""The archetypes: kinds of files that people bring, each with the rule by which a careful person tells what it is."""

from benchmarks.shapes.archetypes import comments, likes, mixed, posts, refused, shares
from benchmarks.shapes.archetypes.frame import Archetype, Draw

ALL: tuple[Archetype, ...] = (
    *likes.ARCHETYPES,
    *comments.ARCHETYPES,
    *shares.ARCHETYPES,
    *posts.ARCHETYPES,
    *mixed.ARCHETYPES,
    *refused.ARCHETYPES,
)

__all__ = ["ALL", "Archetype", "Draw"]
