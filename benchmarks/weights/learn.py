"""From cases of several families to weights that none of them owns.

Every family has the same say, and in it every kind of group. Levels are few, and cut where all families have cases.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from benchmarks.weights.cases import Cases, Floats
from likewise.weigh import SEEN, STRATA, Shape, Stratum, Weights, estimate

LOUDEST = 8.0
"""A rare kind is given at most this many times its weight."""

FEWEST = 30
"""Traded cases that a stratum needs of its own; with fewer it is learnt on the cases of all modes."""

TOGETHER = (
    ("words",),
    ("follows",),
    ("depth",),
    ("coverage", "balance", "evenness"),
    ("promptness",),
    ("lockstep",),
)
"""Kinds of data that a user may lack go missing together while learning."""


def learn(
    gathered: Mapping[Shape, Cases], favour: str, without: Collection[str] = (), seed: int = 1000
) -> dict[Stratum, Weights]:
    """Return the weights of each stratum, from the families that aren't left out.

    Parameters
    ----------
    gathered
        Cases by shape, of all families and modes.
    favour
        What groups are looked for among: `like` or `comment`.
    without
        Families that are left out.
    seed
        Of what is hidden while learning.
    """
    made: dict[Stratum, Weights] = {}
    for shape, cases in gathered.items():
        used = cases.where(~np.isin(cases.family, list(without)))
        for stratum in STRATA[shape]:
            known = _known(used, stratum, favour, several=len(STRATA[shape]) > 1)
            hidden = [names for names in TOGETHER if not (stratum in SEEN and "depth" in names)]
            made[stratum] = estimate(
                stratum, known.facts, known.truth, even(known), known.family, seed=seed, together=hidden
            )
    return made


def _known(cases: Cases, stratum: Stratum, favour: str, *, several: bool) -> Cases:
    """The cases that a stratum's weights are learnt on."""
    if stratum in SEEN:
        # Nobody's views are known where only comments are.
        return cases.where(~np.isnan(cases.facts["depth"]))
    alone = np.char.find(cases.world, "-comments-") >= 0
    own = cases.where(alone == (favour == "comment"))
    own = own if own.truth.sum() >= FEWEST else cases
    return _unseen(own) if several else own


def even(cases: Cases) -> Floats:
    """Return a weight a case that gives every family the same say, and in it every planted kind.

    Each family's share of traded cases is that of all families, so that none teaches how common trading is.
    """
    weight = cases.weight.copy()
    share = _share(cases)
    for family in np.unique(cases.family):
        own = cases.family == family
        traded, honest = own & (cases.truth == 1), own & (cases.truth == 0)
        for kind in np.unique(cases.kind[traded]):
            some = traded & (cases.kind == kind)
            equal = weight[traded].sum() / len(np.unique(cases.kind[traded]))
            weight[some] *= min(LOUDEST, equal / weight[some].sum())
        for part, said in ((traded, share), (honest, 1 - share)):
            if part.any():
                weight[part] *= said / weight[part].sum()
    scaled: Floats = weight * len(weight) / weight.sum()
    return scaled


def _share(cases: Cases) -> float:
    """The share of traded cases, the mean of the families that have both."""
    shares = []
    for family in np.unique(cases.family):
        own = cases.family == family
        shares.append(float(np.average(cases.truth[own], weights=cases.weight[own])))
    some = [one for one in shares if 0 < one < 1]
    return float(np.mean(some)) if some else float(np.average(cases.truth, weights=cases.weight))


def _unseen(cases: Cases) -> Cases:
    """All cases, as they look where no views are known."""
    return replace(cases, facts={name: fact for name, fact in cases.facts.items() if name != "depth"})
