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

from likewise.answers.simulate.effect import interval, logs
from likewise.answers.simulate.parameters import Value
from likewise.answers.simulate.study import Study

Floats = NDArray[np.float64]
Verdict = Literal["supported", "contradicted", "not_enough_data"]

MATTERS = 0.05
"""The smallest effect that matters: five per cent. Assumed; a creator would hardly notice less."""


@dataclass(frozen=True)
class Switch:
    """The parameter that decides a claim in the box: a value at which it holds, and one at which it does not.

    `within` sets aside what else would decide it, so that the parameter alone does.
    """

    parameter: str
    on: Value
    off: Value
    within: Mapping[str, Value]


_QUIET: Mapping[str, Value] = {"risk.active": False, "readers.distrust": 0.0, "readers.herding": 0.0}
_FOLLOWING: Mapping[str, Value] = {**_QUIET, "groups.follow": 0.8}
# Followers won by posts are the keener readers, of the topic, of the better authors, with time for what they follow.
# Where all are alike in that, nothing but loyalty tells those won in a group from them.
_ALIKE: Mapping[str, Value] = {
    **_QUIET,
    "groups.follow": 0.2,
    "readers.following_share": 0.9,
    "readers.follows": 1.5,
    "readers.follow_rate": 0.0002,
    "readers.buy_rate": 0.02,
    "readers.activity_spread": 0.0,
    "readers.lean_spread": 0.0,
    "readers.quality_gain": 0.0,
    "creators.length_spread": 0.0,
    "creators.topics": 1,
}
_UNMOVED: Mapping[str, Value] = {**_QUIET, "feed.like_response": 0.0, "feed.comment": 0.0, "groups.glance": 0.0}

SWITCHES: Mapping[str, Switch] = {
    "bubble": Switch("groups.depth", 0.0, 1.0, _QUIET),
    "mismatch": Switch(
        "risk.completion_rule", True, False, {"risk.detector": "none", "risk.completion_threshold": 0.3}
    ),
    "lift": Switch(
        "feed.like_response", 0.0, 1.0, {**_QUIET, "groups.comment": 0.0, "groups.glance": 0.0, "feed.like": 5.0}
    ),
    "cliff": Switch("feed.followers_first", 1.0, 0.0, {**_FOLLOWING, "feed.author_memory": 0.0}),
    "trust": Switch("readers.distrust", 0.5, 0.0, _UNMOVED),
    "retention": Switch("groups.loyalty", 0.0, 1.0, _ALIKE),
    "conversion": Switch("groups.buyers", 0.0, 1.0, _ALIKE),
    "enforcement": Switch("risk.active", True, False, {"risk.action": "limit"}),
    "alternatives": Switch("creators.hour_gain", 1.0, 0.0, _UNMOVED),
}


@dataclass(frozen=True)
class Claimed:
    """One claim's answer: `effect` is a relative change (0.1 is 10 % more), null where nothing could be compared."""

    claim: str
    verdict: Verdict
    effect: float | None
    low: float | None
    high: float | None
    seeds: int


def _answer(claim: str, values: Floats, downward: bool) -> Claimed:
    """The verdict on "it goes down" (or up) by at least what matters."""
    found = interval(values)
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
    return _answer("bubble", logs(*depth), downward=True)


def _mismatch(study: Study) -> Claimed:
    """Views given by the pools to the posts that were noticed, over the same posts without the rule."""
    pairs = zip(study.runs["group"], study.runs["no_rule"], strict=True)
    views = np.asarray(
        [[run.explored[run.mismatched].sum(), free.explored[run.mismatched].sum()] for run, free in pairs]
    )
    return _answer("mismatch", logs(views[:, 0], views[:, 1]), downward=True)


def _lift(study: Study) -> Claimed:
    """Raw numbers rise and organic ones do not: the effect told is that on organic engagement."""
    raw = interval(logs(study.measured("group", "raw", "during"), study.measured("alone", "raw", "during")))
    organic = logs(study.measured("group", "organic", "during"), study.measured("alone", "organic", "during"))
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
    return _answer("cliff", logs(*after), downward=True)


def _trust(study: Study) -> Claimed:
    """Organic likes and comments an organic view, with the group over without."""
    rate = [
        study.measured(name, "organic", "during") / study.mean(name, "organic_views", "during")
        for name in ("group", "alone")
    ]
    return _answer("trust", logs(*rate), downward=True)


def _a_follower(study: Study, name: str, over: str) -> Floats:
    """A number a follower, after the group (or while it goes on, where it never stops), with it over without."""
    after = study.window("after")
    start = (after if after.start < after.stop else study.window("during")).start
    rates = []
    for variant in ("group", "alone"):
        runs = study.runs[variant]
        top = np.asarray([run.per_account("member", name)[start:].sum() for run in runs])
        rates.append(top / np.asarray([run.per_account("member", over)[start:].sum() for run in runs]))
    return logs(*rates)


def _retention(study: Study) -> Claimed:
    """Acts of followers a follower, with the group over without; and whether more leave."""
    if not study.given.groups.follow:
        return Claimed("retention", "not_enough_data", None, None, None, 0)
    active = _answer("retention", _a_follower(study, "fan_acts", "followers"), downward=True)
    if active.verdict == "supported":
        leaving = _answer("retention", _a_follower(study, "unfollows", "followers"), downward=False)
        if leaving.verdict != "supported":
            return Claimed("retention", leaving.verdict, active.effect, active.low, active.high, active.seeds)
    return active


def _conversion(study: Study) -> Claimed:
    """Purchases a follower, with the group over without."""
    if not study.given.groups.follow:
        return Claimed("conversion", "not_enough_data", None, None, None, 0)
    return _answer("conversion", _a_follower(study, "purchases", "followers"), downward=True)


def _enforcement(study: Study) -> Claimed:
    """Members' views (without those of the group) while it trades, over the same without risk control."""
    views = [study.measured(name, "views", "during") for name in ("group", "unpoliced")]
    return _answer("enforcement", logs(*views), downward=True)


def _alternatives(study: Study) -> Claimed:
    """Organic engagement with the same hours spent on posts, over that with the group."""
    organic = [study.measured(name, "organic", "during") for name in ("content", "group")]
    return _answer("alternatives", logs(*organic), downward=False)


_CLAIMS: Mapping[str, tuple[Callable[[Study], Claimed], tuple[str, ...]]] = {
    "bubble": (_bubble, ("group", "alone")),
    "mismatch": (_mismatch, ("group", "no_rule")),
    "lift": (_lift, ("group", "alone")),
    "cliff": (_cliff, ("group", "alone")),
    "trust": (_trust, ("group", "alone")),
    "retention": (_retention, ("group", "alone")),
    "conversion": (_conversion, ("group", "alone")),
    "enforcement": (_enforcement, ("group", "unpoliced")),
    "alternatives": (_alternatives, ("content", "group")),
}
"""How each claim is judged, and the variants that it compares."""

CLAIMS = tuple(_CLAIMS)


def judge_claims(study: Study) -> list[Claimed]:
    """Those of the nine whose variants `study` has, in the order of the design."""
    if not study.given.groups.active or study.given.groups.instead:
        return [Claimed(claim, "not_enough_data", None, None, None, 0) for claim in CLAIMS]
    return [judge(study) for judge, needs in _CLAIMS.values() if all(name in study.runs for name in needs)]


def variants_for(claim: str) -> tuple[str, ...]:
    """The variants that one claim compares."""
    return _CLAIMS[claim][1]
