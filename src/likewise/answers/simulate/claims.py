"""The nine claims inside the box: what is true there, since the same people live with the group and without it.

Part of the platform in a box. Every estimate is one number a seed, the logarithm of a ratio of two runs of that seed
but where it says otherwise; the interval is Student's over seeds. A claim is *supported* when the whole interval lies
on its side of the smallest effect that matters, *contradicted* when it lies on the other side of that, and else there
is *not enough data* (equivalence testing; Schuirmann 1987).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from likewise.answers.simulate.study import Kept, Study

Floats = NDArray[np.float64]
Verdict = Literal["supported", "contradicted", "not_enough_data"]

MATTERS = 0.05
"""The smallest effect that matters: five per cent. Assumed; a creator would hardly notice less."""

LEVEL = 0.95

SWITCHES: Mapping[str, tuple[str, float | bool, float | bool]] = {
    "bubble": ("groups.depth", 0.0, 1.0),
    "mismatch": ("risk.completion_rule", True, False),
    "lift": ("feed.like_response", 0.0, 1.0),
    "cliff": ("feed.followers_first", 1.0, 0.0),
    "trust": ("readers.distrust", 0.5, 0.0),
    "retention": ("groups.loyalty", 0.0, 1.0),
    "conversion": ("groups.loyalty", 0.0, 1.0),
    "enforcement": ("risk.active", True, False),
    "alternatives": ("creators.hour_gain", 0.5, 0.0),
}
"""The parameter that makes each claim true in the box, with a value that does and one that doesn't."""


@dataclass(frozen=True)
class Claimed:
    """One claim's answer: `effect` is a relative change (0.1 is 10 % more), null where nothing could be compared."""

    claim: str
    verdict: Verdict
    effect: float | None
    low: float | None
    high: float | None
    seeds: int


def _logs(over: Floats, under: Floats) -> Floats:
    """Log ratios, seed by seed, of those where both are positive."""
    keep = (over > 0) & (under > 0)
    return np.log(over[keep] / under[keep])


def _interval(values: Floats) -> tuple[float, float, float] | None:
    """Mean and Student's interval; null with fewer than three seeds."""
    if len(values) < 3:
        return None
    mean, error = float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))
    reach = float(student.ppf((1 + LEVEL) / 2, len(values) - 1)) * error
    return mean, mean - reach, mean + reach


def _answer(claim: str, values: Floats, downward: bool) -> Claimed:
    """The verdict on "it goes down" (or up) by at least what matters."""
    found = _interval(values)
    if found is None:
        return Claimed(claim, "not_enough_data", None, None, None, len(values))
    mean, low, high = found
    edge = float(np.log(1 - MATTERS) if downward else np.log(1 + MATTERS))
    supported, contradicted = (high < edge, low > edge) if downward else (low > edge, high < edge)
    verdict: Verdict = "supported" if supported else "contradicted" if contradicted else "not_enough_data"
    return Claimed(claim, verdict, float(np.expm1(mean)), float(np.expm1(low)), float(np.expm1(high)), len(values))


def _bubble(study: Study) -> Claimed:
    """Comments (templates aside), saves and shares a like, with the group over without."""
    depth = [
        np.asarray([run.depth[1] / max(run.depth[0], 1) for run in study.runs[name]]) for name in ("group", "alone")
    ]
    return _answer("bubble", _logs(*depth), downward=True)


def _mismatch(study: Study) -> Claimed:
    """Views given by the pools to the posts that were noticed, over the same posts without the rule."""
    pairs = zip(study.runs["group"], study.runs["no_rule"], strict=True)
    views = np.asarray(
        [[run.explored[run.mismatched].sum(), free.explored[run.mismatched].sum()] for run, free in pairs]
    )
    return _answer("mismatch", _logs(views[:, 0], views[:, 1]), downward=True)


def _lift(study: Study) -> Claimed:
    """Raw numbers rise and organic ones do not: the effect told is that on organic engagement."""
    raw = _interval(_logs(study.measured("group", "raw", "during"), study.measured("alone", "raw", "during")))
    organic = _logs(study.measured("group", "organic", "during"), study.measured("alone", "organic", "during"))
    rises = _answer("lift", organic, downward=False)
    if raw is None or rises.verdict == "not_enough_data":
        return rises
    no_raw = raw[2] < np.log(1 + MATTERS)
    if raw[1] <= np.log(1 + MATTERS) and not no_raw:
        return Claimed("lift", "not_enough_data", rises.effect, rises.low, rises.high, rises.seeds)
    holds = rises.verdict == "contradicted" and not no_raw
    return Claimed("lift", "supported" if holds else "contradicted", rises.effect, rises.low, rises.high, rises.seeds)


def _cliff(study: Study) -> Claimed:
    """Raw engagement after the group has stopped, over what it would be had there been none."""
    window = study.window("after")
    if window.start >= window.stop:
        return Claimed("cliff", "not_enough_data", None, None, None, 0)
    after = [study.measured(name, "raw", "after") for name in ("group", "alone")]
    return _answer("cliff", _logs(*after), downward=True)


def _trust(study: Study) -> Claimed:
    """Organic likes and comments an organic view, with the group over without."""
    rate = [
        study.measured(name, "organic", "during") / study.mean(name, "organic_views", "during")
        for name in ("group", "alone")
    ]
    return _answer("trust", _logs(*rate), downward=True)


def _has_won(runs: tuple[Kept, ...]) -> bool:
    """Whether a follower was won in the group at all."""
    return any(float(run.per_account("member", "hollow").max()) > 0 for run in runs)


def _from_first_day(study: Study, name: str, over: str) -> Floats:
    """A number a follower, from the group's first full day to the end, with the group over without."""
    start = study.window("during").start
    rates = []
    for variant in ("group", "alone"):
        runs = study.runs[variant]
        top = np.asarray([run.per_account("member", name)[start:].sum() for run in runs])
        rates.append(top / np.asarray([run.per_account("member", over)[start:].sum() for run in runs]))
    return _logs(*rates)


def _retention(study: Study) -> Claimed:
    """Acts of followers a follower, with the group over without; and whether more leave."""
    if not study.given.groups.follow:
        return Claimed("retention", "not_enough_data", None, None, None, 0)
    active = _answer("retention", _from_first_day(study, "fan_acts", "followers"), downward=True)
    if active.verdict == "supported":
        leaving = _answer("retention", _from_first_day(study, "unfollows", "followers"), downward=False)
        if leaving.verdict != "supported":
            return Claimed("retention", leaving.verdict, active.effect, active.low, active.high, active.seeds)
    return active


def _conversion(study: Study) -> Claimed:
    """Purchases a follower, with the group over without."""
    if not study.given.groups.follow:
        return Claimed("conversion", "not_enough_data", None, None, None, 0)
    return _answer("conversion", _from_first_day(study, "purchases", "followers"), downward=True)


def _enforcement(study: Study) -> Claimed:
    """Members' views while the group trades, over the same without risk control."""
    views = [study.mean(name, "views", "during") for name in ("group", "unpoliced")]
    return _answer("enforcement", _logs(*views), downward=True)


def _alternatives(study: Study) -> Claimed:
    """Organic engagement with the same hours spent on posts, over that with the group."""
    organic = [study.measured(name, "organic", "during") for name in ("content", "group")]
    return _answer("alternatives", _logs(*organic), downward=False)


_CLAIMS: Mapping[str, Callable[[Study], Claimed]] = {
    "bubble": _bubble,
    "mismatch": _mismatch,
    "lift": _lift,
    "cliff": _cliff,
    "trust": _trust,
    "retention": _retention,
    "conversion": _conversion,
    "enforcement": _enforcement,
    "alternatives": _alternatives,
}

CLAIMS = tuple(_CLAIMS)


def judge_claims(study: Study) -> list[Claimed]:
    """All nine, in the order of the design. `study` needs all VARIANTS."""
    if not study.given.groups.active or study.given.groups.instead:
        return [Claimed(claim, "not_enough_data", None, None, None, 0) for claim in CLAIMS]
    return [judge(study) for judge in _CLAIMS.values()]
