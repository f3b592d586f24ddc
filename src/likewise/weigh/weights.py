"""Weights of evidence in bits, as in probabilistic record linkage, and how they are put to facts.

Each fact has levels; each level has a weight, the log2 of how much likelier it is among traded ties than
among honest ones, given the other facts. Weights add up; the sum is log2 of the odds.
Source: Fellegi and Sunter, *A Theory for Record Linkage* (1969); Good, *Probability and the Weighing of
Evidence* (1950).

Weights are learnt on families of simulated worlds, and each has a doubt: how much it differs with the families that it
is learnt on. Evidence whose doubt is large counts less (MacKay, *The evidence framework applied to classification
networks*, 1992), so that probabilities go toward the prior where families disagree.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

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


DOUBT_COUNTS = float(np.pi / 8 * np.log(2) ** 2)
"""How much a variance of one, in squared bits, weakens evidence (MacKay's approximation, for logarithms to base 2)."""

INTERVAL = 1.645
"""Standard deviations from the middle of a weight to either end of its interval, which holds nine in ten."""


@dataclass(frozen=True)
class FactWeight:
    """The levels of one fact: `cuts` part its values in ascending order, `bits` has one weight a level.

    `doubt` is the standard deviation of each weight between families of worlds, bits. `unknown` is added to the prior
    where the fact isn't known: the less is known, the nearer are the odds of an average case to even. `m` and `u` are
    the shares of traded and of honest cases in each level, where the weights were estimated.
    """

    fact: str
    cuts: tuple[float, ...]
    bits: tuple[float, ...]
    doubt: tuple[float, ...]
    m: tuple[float, ...]
    u: tuple[float, ...]
    unknown: float = 0.0


@dataclass(frozen=True)
class Weights:
    """All weights for a stratum of cases, and the prior: log2 of the odds of a case that is average in every fact.

    `share` of the cases that they were estimated from were traded.
    """

    stratum: Stratum
    prior: float
    share: float
    facts: tuple[FactWeight, ...]


def load(stratum: Stratum, favour: str | None = "like") -> Weights:
    """Return the weights that ship with the package, learnt on families of simulated worlds (`benchmarks/weights`).

    `favour` is the kind of event that groups are looked for among. Reposts are weighed as comments are.
    """
    return from_json(stratum, _shipped()["comment" if favour in {"comment", "repost"} else "like"][stratum])


@cache
def _shipped() -> dict[str, Any]:
    """The file of weights, read once for all strata."""
    told: dict[str, Any] = json.loads(files("likewise.weigh").joinpath("weights.json").read_text(encoding="utf-8"))
    return told


def as_json(weights: Weights) -> dict[str, Any]:
    """Return weights as they stand in `weights.json`: for each fact its levels, lowest first, with names."""
    return {
        "prior": round(weights.prior, 3),
        "share": round(weights.share, 4),
        "facts": {one.fact: _levels_as_json(one) for one in weights.facts},
    }


def _levels_as_json(one: FactWeight) -> list[dict[str, Any]]:
    starts = (None, *one.cuts)
    rows = zip(LEVEL_NAMES[len(one.bits)], starts, one.bits, one.doubt, one.m, one.u, strict=True)
    unknown = {"level": "unknown", "bits": round(one.unknown, 3)}
    levels = [
        {
            "level": name,
            "from": start,
            "bits": round(bits, 3),
            "interval": [round(bits - INTERVAL * doubt, 3), round(bits + INTERVAL * doubt, 3)],
            "traded": round(m, 4),
            "honest": round(u, 4),
        }
        for name, start, bits, doubt, m, u in rows
    ]
    return [*levels, unknown]


def from_json(stratum: Stratum, told: Mapping[str, Any]) -> Weights:
    """Return weights that `as_json` has told."""
    facts = tuple(_fact_from_json(fact, levels[:-1], levels[-1]) for fact, levels in told["facts"].items())
    return Weights(stratum, float(told["prior"]), float(told["share"]), facts)


def _fact_from_json(fact: str, levels: Sequence[Mapping[str, Any]], unknown: Mapping[str, Any]) -> FactWeight:
    return FactWeight(
        fact,
        tuple(float(one["from"]) for one in levels[1:]),
        tuple(float(one["bits"]) for one in levels),
        tuple((one["interval"][1] - one["interval"][0]) / 2 / INTERVAL for one in levels),
        tuple(float(one["traded"]) for one in levels),
        tuple(float(one["honest"]) for one in levels),
        float(unknown["bits"]),
    )


LEVEL_NAMES: Mapping[int, tuple[str, ...]] = {
    1: ("any",),
    2: ("low", "high"),
    3: ("low", "middle", "high"),
    4: ("very low", "low", "high", "very high"),
    5: ("very low", "low", "middle", "high", "very high"),
    6: ("very low", "low", "rather low", "rather high", "high", "very high"),
}
"""What the levels of a fact are called, by how many there are."""

LEVELS = max(LEVEL_NAMES)
"""Levels of a fact at most."""


def by_level_sql(weight: FactWeight, of_level: Sequence[float]) -> str:
    """Return SQL for a number that each level of a fact has; null where there is no evidence."""
    steps = " ".join(
        f"when {weight.fact} < {cut!r} then {value!r}" for cut, value in zip(weight.cuts, of_level, strict=False)
    )
    return f"cast(case when {weight.fact} is null then null {steps} else {of_level[-1]!r} end as double)"


def weigh(engine: Engine, source: str, target: str, every: Sequence[Weights]) -> None:
    """Make `target` from the facts in `source`: `bits_<fact>` of each, `prior_bits`, `bits`, `probability`.

    `bits` is the sum, `probability` what it says. A row takes the weights of the stratum it lies in; rows that
    lie in none of them are left out.
    """
    facts = tuple(dict.fromkeys(weight.fact for weights in every for weight in weights.facts))
    engine.create(target, " union all ".join(_weighed(source, weights, facts) for weights in every))


def _weighed(source: str, weights: Weights, facts: Sequence[str] = ()) -> str:
    """The select that weighs a stratum's cases: a column for each of its facts, or for each of `facts`.

    All evidence of a case counts as much less as the doubts of what it shows together say.
    """
    bits = {weight.fact: by_level_sql(weight, weight.bits) for weight in weights.facts}
    doubts = [f"coalesce({by_level_sql(weight, [one**2 for one in weight.doubt])}, 0)" for weight in weights.facts]
    doubt = " + ".join(doubts) or "0"
    each = ", ".join(
        f"{bits[fact]} * counts as bits_{fact}" if fact in bits else f"cast(null as double) as bits_{fact}"
        for fact in facts or bits
    )
    total = " + ".join(["prior_bits", *(f"coalesce(bits_{weight.fact}, 0)" for weight in weights.facts)])
    prior = [repr(weights.prior)]
    prior += [f"case when {one.fact} is null then {one.unknown!r} else 0 end" for one in weights.facts if one.unknown]
    given = f"'{weights.stratum}' as stratum, cast({' + '.join(prior)} as double) as prior_bits"
    counts = f"1 / sqrt(1 + {DOUBT_COUNTS!r} * ({doubt}))"
    counted = f"select *, {counts} as counts from {source} where {WHERE[weights.stratum]}"
    return (
        f"select * exclude (counts), 1 / (1 + pow(2, -bits)) as probability from (select *, {total} as bits from "
        f"(select *, {given}, {each} from ({counted})))"
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
