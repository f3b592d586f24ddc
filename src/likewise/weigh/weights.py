"""Weights of evidence in bits, as in probabilistic record linkage, and how they are put to facts.

Each fact has levels; each level has a weight, the log2 of how much likelier it is among traded ties than
among honest ones, given the other facts. Weights add up; the sum is log2 of the odds.
Source: Fellegi and Sunter, *A Theory for Record Linkage* (1969); Good, *Probability and the Weighing of
Evidence* (1950).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from likewise.engine import Engine

Floats = NDArray[np.float64]

Shape = Literal["pair", "tight", "wide", "lockstep", "member"]
Stratum = Literal["pair", "tight", "tight_seen", "wide", "wide_seen", "lockstep", "member"]

# What speaks for trading differs with how a group hangs together: in a tight one most members like each other, as
# friends do; in a wide exchange few pairs are mutual; in lockstep there need be no tie at all. `member` asks of an
# account whether it belongs to a group.
SHAPE: dict[Shape, str] = {
    "pair": "true",
    "tight": "kind <> 'lockstep' and not (size >= 40 and density < 0.35)",
    "wide": "kind <> 'lockstep' and size >= 40 and density < 0.35",
    "lockstep": "kind = 'lockstep'",
    "member": "true",
}
# Where views are known, whether likes were given unseen says so much that all else says less; `seen` groups have
# weights of their own.
STRATA: dict[Shape, tuple[Stratum, ...]] = {
    "pair": ("pair",),
    "tight": ("tight", "tight_seen"),
    "wide": ("wide", "wide_seen"),
    "lockstep": ("lockstep",),
    "member": ("member",),
}
SEEN: frozenset[Stratum] = frozenset({"tight_seen", "wide_seen"})
# Which cases each set of weights is for.
WHERE: dict[Stratum, str] = {
    stratum: f"{SHAPE[shape]} and depth is {'not null' if stratum in SEEN else 'null'}"
    if len(strata) > 1
    else SHAPE[shape]
    for shape, strata in STRATA.items()
    for stratum in strata
}
GROUP_SHAPES: tuple[Shape, ...] = ("tight", "wide", "lockstep")
GROUP_STRATA: tuple[Stratum, ...] = tuple(stratum for shape in GROUP_SHAPES for stratum in STRATA[shape])


@dataclass(frozen=True)
class FactWeight:
    """The levels of one fact: `cuts` part its values in ascending order, `bits` has one weight a level.

    `m` and `u` are the shares of traded and of honest cases in each level, where the weights were estimated.
    """

    fact: str
    cuts: tuple[float, ...]
    bits: tuple[float, ...]
    m: tuple[float, ...]
    u: tuple[float, ...]


@dataclass(frozen=True)
class Weights:
    """All weights for a stratum of cases, and the prior: log2 of the odds of a case that is average in every fact.

    `share` of the cases that they were estimated from were traded.
    """

    stratum: Stratum
    prior: float
    share: float
    facts: tuple[FactWeight, ...]


def load(stratum: Stratum) -> Weights:
    """The weights that ship with the package, estimated on simulated worlds (`benchmarks/weights.py`)."""
    shipped = json.loads(files("likewise.weigh").joinpath("weights.json").read_text(encoding="utf-8"))[stratum]
    facts = tuple(
        FactWeight(fact, *(tuple(float(x) for x in one[key]) for key in ("cuts", "bits", "m", "u")))
        for fact, one in shipped["facts"].items()
    )
    return Weights(stratum, float(shipped["prior"]), float(shipped["share"]), facts)


def bits_sql(weight: FactWeight) -> str:
    """The bits of a fact's value; null where there is no evidence."""
    steps = " ".join(
        f"when {weight.fact} < {cut!r} then {bits!r}" for cut, bits in zip(weight.cuts, weight.bits, strict=False)
    )
    return f"cast(case when {weight.fact} is null then null {steps} else {weight.bits[-1]!r} end as double)"


def weigh(engine: Engine, source: str, target: str, every: Sequence[Weights]) -> None:
    """Make `target` from the facts in `source`: `bits_<fact>` of each, `prior_bits`, `bits`, `probability`.

    `bits` is the sum, `probability` what it says. A row takes the weights of the stratum it lies in; rows that
    lie in none of them are left out.
    """
    facts = tuple(dict.fromkeys(weight.fact for weights in every for weight in weights.facts))
    engine.create(target, " union all ".join(_weighed(source, weights, facts) for weights in every))


def _weighed(source: str, weights: Weights, facts: Sequence[str] = ()) -> str:
    """The select that weighs a stratum's cases: a column for each of its facts, or for each of `facts`."""
    bits = {weight.fact: bits_sql(weight) for weight in weights.facts}
    each = ", ".join(f"{bits.get(fact, 'cast(null as double)')} as bits_{fact}" for fact in facts or bits)
    total = " + ".join(["prior_bits", *(f"coalesce(bits_{weight.fact}, 0)" for weight in weights.facts)])
    given = f"'{weights.stratum}' as stratum, cast({weights.prior!r} as double) as prior_bits"
    return (
        f"select *, 1 / (1 + pow(2, -bits)) as probability from (select *, {total} as bits from "
        f"(select *, {given}, {each} from {source} where {WHERE[weights.stratum]}))"
    )


def counted_bits(engine: Engine, source: str, weights: Weights, parts: int) -> tuple[Floats, Floats]:
    """What the cases in `source` weigh: bits in `parts` parts a bit, and how many cases have them.

    Only the counts leave the engine, however many cases there are.
    """
    evidence = f"select bits from ({_weighed(source, weights)})"
    counted = engine.arrow(
        f"select round(bits * $parts) / $parts as bits, count(*) as cases from ({evidence}) group by 1 order by 1",
        parts=parts,
    )
    bits, cases = (counted.column(name).to_numpy().astype(np.float64) for name in ("bits", "cases"))
    return bits, cases
