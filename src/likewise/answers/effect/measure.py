"""All effects: joining and leaving, every outcome, and what would break them.

Last step of `effect`. For each outcome and part the whole effect and its path; for organic likes also a placebo date,
another estimator, probabilities of membership taken into account, likes that were missed, and what others lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from likewise.answers.effect.bounds import missed, rivalry
from likewise.answers.effect.event_study import Studied, detectable, study
from likewise.answers.effect.events import Event, joining, leaving, shifted
from likewise.answers.effect.history import LEAST_MEMBERS, History, history
from likewise.answers.effect.kernel import Kernel, learn, likeliest
from likewise.answers.effect.matched import stacked
from likewise.answers.effect.panel import Panel, read_panel
from likewise.answers.effect.second import second_opinion
from likewise.answers.effect.sensitivity import Row, after_leaving, row_of, sensitivity
from likewise.answers.estimate import Estimate, wider
from likewise.engine import Engine
from likewise.tables import OUTPUTS

MAIN = ("likes", "organic")
"""The outcome that the question is about; the checks are made on it."""

CURVES = (MAIN, ("likes", "raw"), ("views", "organic"))
"""Outcomes whose path is drawn period by period."""

OPENING = ("views", "response")
"""Outcomes that rest on how many traded likes came with a view."""

AFTER_LEAVING = (MAIN, ("likes", "raw"), ("new_follows", "organic"), ("views", "organic"))
"""Outcomes that are followed past leaving, too."""


@dataclass(frozen=True)
class Outcome:
    """What was studied: the event (join, leave), the outcome, its part (raw, organic), and what came out."""

    event: str
    outcome: str
    part: str
    unit: str
    studied: Studied


@dataclass(frozen=True)
class Effects:
    """All effects, and the checks of the main one. `reason` says why there are none (a key), `needed` what would do.

    `beside` are, by event, rows of the main outcome that aren't effects by themselves. `usable` members have a past and
    a future in the data.
    """

    outcomes: tuple[Outcome, ...] = ()
    checks: Mapping[str, Estimate] | None = None
    beside: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    days: int = 1
    usable: int = 0
    reason: str | None = None
    needed: int | None = None

    def of(self, event: str, outcome: str, part: str) -> Studied | None:
        """What was found on one outcome; None where there was too little."""
        for one in self.outcomes:
            if (one.event, one.outcome, one.part) == (event, outcome, part):
                return one.studied
        return None

    def table(self) -> pa.Table:
        """As `effects.parquet` holds it."""
        return pa.Table.from_pylist(list(self._rows()), schema=OUTPUTS["effects"])

    def _rows(self) -> Iterator[dict[str, object]]:
        for one in self.outcomes:
            found = one.studied
            about = {
                "event": one.event,
                "outcome": one.outcome,
                "part": one.part,
                "unit": one.unit,
                "level": found.level,
                "treated": found.effect.n,
                "controls": found.others,
            }
            yield about | row_of("effect", found.effect)
            for step in found.steps:
                days = (step.period + (0.5 if step.period < 0 else -0.5)) * self.days
                yield about | row_of("step", step.estimate) | {"period": step.period, "days": days}
            seen = found.detectable
            yield about | {"what": "detectable", "low": float(np.expm1(-seen)), "high": float(np.expm1(seen))}
            if found.pretrend is not None:
                yield about | {"what": "pretrend", "p": found.pretrend}
            if (one.outcome, one.part) == MAIN:
                yield from ({**about, **row} for row in self.beside.get(one.event, ()))
            if (one.event, one.outcome, one.part) == ("join", *MAIN):
                for what, estimate in (self.checks or {}).items():
                    yield about | row_of(what, estimate)
                yield about | row_of("together", found.together)
                for kind in found.hypotheses:
                    needed = {"needed": found.tells} if kind.name == "growth" else {}
                    yield about | row_of(kind.name, kind.estimate) | {"share": kind.share} | needed


def measure_effects(engine: Engine) -> Effects:
    """Study what joining and leaving did to every outcome that the data holds.

    Reads the ledger, `membership` and `exchanged`; leaves `trader` on the engine.
    """
    panel = read_panel(engine)
    if panel is not None:
        return study_panel(panel)
    (known,) = engine.arrow('select count(*) as likes, count(author) as owned from "like"').to_pylist()
    return Effects(reason="short_span" if known["owned"] else "no_authors" if known["likes"] else "no_likes")


def study_panel(panel: Panel, only: Collection[tuple[str, str]] | None = None) -> Effects:
    """The same from a panel; with `only`, these outcomes and parts alone, and nothing of what would break them."""
    if MAIN not in panel.counts or not panel.treated().any():
        return Effects(reason="no_members", days=panel.days)
    kernels = _Kernels(panel)
    if not kernels.main:
        return Effects(reason="few_others", days=panel.days)
    outcomes: list[Outcome] = []
    checks: dict[str, Estimate] = {}
    beside: dict[str, tuple[Row, ...]] = {}
    usable = 0
    for event in (joining(panel), leaving(panel)):
        found = list(_outcomes(panel, event, kernels, only))
        outcomes += found
        if event.name == "join":
            main = history(panel, event, panel.counts[MAIN], panel.exposure.get(MAIN[0]))
            usable = 0 if main is None else main.members
            effect = next((one.studied.effect for one in found if (one.outcome, one.part) == MAIN), None)
            if only is None and main is not None and effect is not None:
                checks = _checks(panel, event, kernels, main, effect)
                beside["join"] = sensitivity(panel, main, kernels.of(*MAIN), effect)
        elif only is None:
            beside["leave"] = after_leaving(panel, event, kernels.of(*MAIN), MAIN)
    reason = None if any(one.event == "join" for one in outcomes) else "few_members"
    needed = None if reason is None else max(3 * LEAST_MEMBERS, usable)
    return Effects(tuple(outcomes), checks, beside, panel.days, usable, reason, needed)


class _Kernels:
    """How accounts outside go on, in each outcome; where it is too rare to learn how, as likes do."""

    def __init__(self, panel: Panel) -> None:
        self.panel, self.clean = panel, panel.drawn(np.flatnonzero(panel.clean()))
        self.main = self._learnt(MAIN, None)
        self._of = {MAIN: self.main or []}

    def of(self, outcome: str, part: str) -> list[tuple[Kernel, float]]:
        """The kernels of one outcome with their log likelihoods."""
        if (outcome, part) not in self._of:
            # How long a high lasts is looked for once: in what there is most of.
            learnt = self._learnt((outcome, part), [kernel.memory for kernel, _ in self._of[MAIN]])
            self._of[outcome, part] = learnt or [(replace(k, counted=_counts(outcome)), n) for k, n in self._of[MAIN]]
        return self._of[outcome, part]

    def _learnt(self, of: tuple[str, str], memories: list[float] | None) -> list[tuple[Kernel, float]] | None:
        counts, shown = self.panel.counts[of], self.panel.exposure.get(of[0])
        over = self.panel.there() if shown is None else shown
        y, over = counts[self.clean] * (over[self.clean] > 0), over[self.clean]
        return learn(y, over, self.panel.days, counted=_counts(of[0]), memories=memories)


def _counts(outcome: str) -> bool:
    """Whether the outcome is a number of events (completion is a share)."""
    return outcome != "completion"


def _outcomes(
    panel: Panel, event: Event, kernels: _Kernels, only: Collection[tuple[str, str]] | None
) -> Iterator[Outcome]:
    for outcome, part in panel.counts:
        asked = only if only is not None else AFTER_LEAVING if event.name == "leave" else panel.counts
        if (outcome, part) not in asked:
            continue
        of = (outcome, part)
        found = _studied(panel, event, kernels, of, curve=of in CURVES)
        if found is not None and outcome in OPENING:
            moved = (panel.opening(error) for error in (panel.opened.error, -panel.opened.error))
            others = (_studied(one, event, kernels, of, curve=False) for one in moved)
            found = _unsure(found, next((one for one in others if one is not None), None))
        if found is not None:
            yield Outcome(event.name, outcome, part, "post" if outcome in panel.exposure else "day", found)


def _studied(panel: Panel, event: Event, kernels: _Kernels, of: tuple[str, str], *, curve: bool) -> Studied | None:
    exposure = panel.exposure.get(of[0])
    return study(
        history(panel, event, panel.counts[of], exposure),
        kernels.of(*of),
        panel.days,
        by_post=exposure is not None,
        curve=curve,
    )


def _unsure(found: Studied, other: Studied | None) -> Studied | None:
    """With the error of what had to be guessed, on which `other` takes the guess one standard deviation off."""
    if other is None:
        return None
    both = ((found.effect, other.effect), (found.together, other.together))
    effect, together = (wider(one, abs(two.log - one.log)) for one, two in both)
    return replace(found, effect=effect, together=together, detectable=detectable(effect))


def _checks(panel: Panel, event: Event, kernels: _Kernels, main: History, effect: Estimate) -> dict[str, Estimate]:
    """What would break the main effect: each a second look at it from another side."""
    counts, shown, own = panel.counts[MAIN], panel.exposure.get(MAIN[0]), kernels.of(*MAIN)
    looks = {
        "placebo": history(panel, shifted(event, max(3, 14 // panel.days)), counts, shown),
        "uncertain": history(panel, event, counts, shown, uncertain=True),
    }
    studied = {what: study(one, own, panel.days, by_post=shown is not None, curve=False) for what, one in looks.items()}
    raw = panel.counts.get((MAIN[0], "raw"))
    found: dict[str, Estimate | None] = {what: None if one is None else one.effect for what, one in studied.items()}
    found["second"] = second_opinion(stacked(panel, event, MAIN, likeliest(own)), counts, shown)
    found["missed"] = None if raw is None else missed(effect, main, raw)
    found["rivalry"] = rivalry(effect, main, panel)
    return {what: one for what, one in found.items() if one is not None}
