"""Brand mode: accounts side by side in real reach, real engagement and what they cost.

Reads what `discount` leaves on the engine; gives a `Comparing` to `show`.
"""

from likewise.answers.compare.candidates import KINDS, LEAST_POSTS, MEASURES, Candidate, Comparing, compare
from likewise.answers.compare.rate import Rate

__all__ = ["KINDS", "LEAST_POSTS", "MEASURES", "Candidate", "Comparing", "Rate", "compare"]
