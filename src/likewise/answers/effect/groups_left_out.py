"""Which group the main effect rests on: the effect without each large group in turn.

Part of `effect`. What a group's members add to the normal equations is taken out of them, and all hypotheses are asked
again with what is left (a jackknife that deletes a cluster at a time; Cameron and Miller, Journal of Human Resources
50, 2015, and for its use as a diagnostic MacKinnon, Nielsen and Webb, Journal of Econometrics 232, 2023). Levels and
weights stay as they were found with all, under the likeliest kernel alone: by how much the effect moves is told to a
hundredth or two, at a hundredth of the work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from likewise.answers.effect.choice import DOUBT, KINDS, Answer, Hypotheses, mixed, posterior, shares_of, strengths
from likewise.answers.effect.history import LEAST_MEMBERS
from likewise.answers.effect.panel import Bools, Floats, Names

LEAST_OF_GROUP = 4
"""Compared members below which a group is too small to be left out by itself."""
MOST_GROUPS = 30
"""So many groups are left out in turn, the largest."""

Bound = Mapping[str, Sequence[tuple[Floats, Floats]]]
"""Of each hypothesis and strength, the map from free coefficients and the precisions of their priors."""


@dataclass(frozen=True)
class LeftOut:
    """The log effect without the group whose absence moves it most, and the lowest and highest without any one group.

    `members` are those that are left without that group.
    """

    group: str
    members: int
    without: float
    low: float
    high: float


def left_out(hypotheses: Hypotheses, effect: float, group: Names) -> LeftOut | None:
    """The effect without each large group in turn; None where there are no two.

    Args:
        hypotheses: under the likeliest kernel.
        effect: the log effect with all groups.
        group: names of the members' groups (members,), empty for none.
    """
    names = _large(group)
    if len(names) < 2:
        return None
    bound = {kind: [hypotheses.bound(*strength) for strength in strengths(kind)] for kind in KINDS}
    everybody = np.ones(len(group), dtype=np.bool_)
    whole, *without = (_typical(hypotheses, bound, kept) for kept in (everybody, *(group != name for name in names)))
    found = effect + np.array(without) - whole
    at = int(np.abs(found - effect).argmax())
    members = int((group != names[at]).sum())
    return LeftOut(str(names[at]), members, float(found[at]), float(found.min()), float(found.max()))


def _large(group: Names) -> Names:
    """The groups that are left out, largest first: those of enough members, without which enough are left."""
    names, sizes = np.unique(group[group != ""], return_counts=True)
    order = np.argsort(-sizes, kind="stable")
    enough = (sizes >= LEAST_OF_GROUP) & (len(group) - sizes >= LEAST_MEMBERS)
    found: Names = names[order][enough[order]][:MOST_GROUPS]
    return found


def _typical(hypotheses: Hypotheses, bound: Bound, kept: Bools) -> float:
    """The log effect on the typical member of those kept (members,), over all hypotheses that aren't ruled out."""
    fit = hypotheses.fit
    information, slope = fit.of_members(~kept)
    information, slope = fit.information - information, fit.slope - slope
    along = np.zeros(len(slope))
    posted = hypotheses.history.posted(kept)
    along[hypotheses.effect : hypotheses.effect + len(posted)] = posted
    found = {kind: mixed([_asked(one, information, slope, along) for one in bound[kind]]) for kind in KINDS}
    shares = shares_of(found)
    return float(mixed([one for kind, one in found.items() if shares[kind] >= DOUBT]).values[0])


def _asked(bound: tuple[Floats, Floats], information: Floats, slope: Floats, along: Floats) -> Answer:
    """The effect at one strength of one hypothesis, by this information and slope of all coefficients."""
    map_, precision = bound
    _, solved, evidence = posterior(map_.T @ information @ map_ + np.diag(precision), map_.T @ slope, precision)
    return Answer(np.array([along @ map_ @ solved]), np.zeros((1, 1)), evidence, 0.0)
