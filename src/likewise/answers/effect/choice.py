"""Hypotheses on how members chose their moment, what each makes of the effect, and what the data say of each.

Part of `effect`. Members may differ, before they join, from the accounts outside by having grown (and growing on), by
being in a passing high or low (that would have faded anyway), by both or by neither. Under a hypothesis the mean member
differs by a number drawn about nought, whose standard deviation is so many times that of the accounts outside
(GROWN, PASSED): 0 is no choice at all. Each hypothesis has a marginal likelihood, thus a share; those with a share
below DOUBT are ruled out. The answer is the hull: the interval that holds those of all hypotheses that are not.

Nothing can tell growth from a passing high surely that few members show over a short past; the hull says so, and
`tells` how many members would.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import brentq

from likewise.answers.effect.gls import Fit, Start, fitted, start_of
from likewise.answers.effect.history import History
from likewise.answers.effect.kernel import MONTH, Kernel
from likewise.answers.estimate import two_digits

Floats = NDArray[np.float64]

GROWN = (0.5, 1.0)
"""How sharply members may have chosen by growth: standard deviations of the accounts outside by which their mean
differs."""
PASSED = ((0.5, 0.0), (1.0, 0.0), (2.0, 0.0), (0.0, 0.5), (0.0, 1.0))
"""The same by a passing high or low, and by luck: what looks like a high or low may be either. A low that moves people
to act may be far from the usual."""
DOUBT = 0.1
"""Hypotheses with a smaller share are ruled out."""
BENT = 0.5
"""Growth after the event may differ from that before it by so much of its strength (standard deviation): it speeds up
or fades, and nothing before shows which (Rambachan and Roth, Review of Economic Studies 90, 2023)."""
LAGS = (1, 2, 3)
"""Periods before the event in which a passing high or low, or mere luck, may have moved members to join. Luck shows in
that period alone, a passing high or low before and after it too."""
ONSET = 2
"""Periods after the event in which the effect sets in as it likes."""
RAMP = 0.1
"""Standard deviation (log) of how far the effect moves within 28 days once it has set in."""
BY_SIZE = 0.1
"""Standard deviation (log) of how much the effect differs for a member larger by one standard deviation."""
LEAST_LIKELY = 10.0
"""Odds at which a hypothesis counts as told from another."""
KINDS: Mapping[str, tuple[bool, bool]] = {
    "parallel": (False, False),
    "growth": (True, False),
    "passing": (False, True),
    "both": (True, True),
}
"""Hypotheses by name: whether members chose by growth, and by a passing high or low."""


@dataclass(frozen=True)
class Answer:
    """What one hypothesis, or several mixed, say: values (k,) with their covariance (k, k) and the log evidence.

    The first value is the log effect on the typical member, the second that on all that members receive together, the
    others are the effects step by step. `carried` is how many equal members would tell as much.
    """

    values: Floats
    covariance: Floats
    evidence: float
    carried: float


@dataclass(frozen=True)
class Choices:
    """Answers under each hypothesis with its share, the names of those not ruled out, these mixed, and the level.

    `tells` is how many members would tell growth from its absence (about), `level` what a member would have had an
    exposure without the group.
    """

    of: Mapping[str, Answer]
    shares: Mapping[str, float]
    kept: tuple[str, ...]
    mixed: Answer
    tells: int
    level: float


def choices(history: History, kernels: Sequence[tuple[Kernel, float]], days: int) -> Choices:
    """Ask every hypothesis, under each kernel with its log likelihood; `days` are those of a period.

    Raises:
        numpy.linalg.LinAlgError: where the data can't tell the coefficients apart.
    """
    start = start_of(history)
    under = [Hypotheses(history, kernel, likely, days, start) for kernel, likely in kernels]
    found = {
        name: mixed([one.judged(*strength) for one, strength in product(under, strengths(name))]) for name in KINDS
    }
    shares = shares_of(found)
    best = max(under, key=lambda one: one.likely)
    kept = tuple(name for name, share in shares.items() if share >= DOUBT)
    return Choices(found, shares, kept, mixed([found[name] for name in kept]), best.tells(), best.level)


def strengths(kind: str) -> list[tuple[float, float, float]]:
    """How sharply members may have chosen under a hypothesis: by growth, by a passing high or low, and by luck."""
    growth, passing = KINDS[kind]
    every = product(GROWN if growth else (0.0,), PASSED if passing else ((0.0, 0.0),))
    return [(grown, *passed) for grown, passed in every]


def shares_of(found: Mapping[str, Answer]) -> dict[str, float]:
    """The share of each hypothesis by its marginal likelihood, all being as likely beforehand."""
    logs = np.array([one.evidence for one in found.values()])
    weights = np.exp(logs - logs.max())
    return dict(zip(found, (float(one) for one in weights / weights.sum()), strict=True))


def posterior(information: Floats, slope: Floats, precision: Floats) -> tuple[tuple[Floats, bool], Floats, float]:
    """The factor of the information (f, f), the coefficients (f,) and the log evidence.

    Args:
        information: of the free coefficients, with their priors.
        slope: the same (f,).
        precision: of the priors (f,).
    """
    factor = cho_factor(information, lower=True)
    solved = np.asarray(cho_solve(factor, slope), dtype=np.float64)
    evidence = (
        0.5 * float(slope @ solved)
        - float(np.log(np.diag(factor[0])).sum())
        + 0.5 * float(np.log(precision[precision > 0]).sum())
    )
    return factor, solved, evidence


def columns(history: History, kernel: Kernel, expected: Floats) -> tuple[Floats, Floats]:
    """Members' columns (members, T, 2 + 2 LAGS + steps + 1) and the precisions that hold them loosely.

    In order: growth, its change after the event, passing deviations and luck before the event, each in standard
    deviations of those outside; the effect at each step; the effect's difference by size.
    """
    on = (history.before | history.after).astype(np.float64)
    unit = np.sqrt(kernel.growth)
    found = [history.since * unit * on, np.maximum(history.since, 0) * unit * history.after]
    found += [np.sqrt(kernel.passing) * kernel.memory ** np.abs(history.since + lag) * on for lag in LAGS]
    lucky = np.sqrt(kernel.noise(expected, history.exposure[: history.members])) * history.before
    found += [lucky * (history.since == -lag) for lag in LAGS]
    treated = history.after * history.dose[:, None]
    found += [treated * (history.step == step) for step in history.steps]
    found.append(treated * history.size[:, None])
    loose = np.concatenate([[1.0, 1 / BENT**2], np.ones(2 * len(LAGS)), np.zeros(len(history.steps)), [1 / BY_SIZE**2]])
    return np.stack(found, axis=2), loose


class Hypotheses:
    """All hypotheses at all strengths under one kernel with its log likelihood."""

    def __init__(self, history: History, kernel: Kernel, likely: float, days: int, start: Start) -> None:
        self.history, self.likely, self.days = history, likely, days
        made, loose = columns(history, kernel, start.expected(history)[: history.members])
        self.fit: Fit = fitted(history, kernel, made, loose, start)
        self.white = np.matmul(self.fit.root[: history.members], self.fit.design)
        self.first = self.fit.periods
        self.passing = self.first + 2
        self.luck = self.passing + len(LAGS)
        self.effect = self.luck + len(LAGS)
        self.plain = self.answer(0.0, 0.0, 0.0).evidence

    def judged(self, growth: float, passing: float, luck: float) -> Answer:
        """The answer, its evidence told against that of no choice, beside the kernel's own likelihood.

        Kernels differ in what they make of all that hypotheses have in common, effects and periods; how they go with
        the accounts outside is what tells them apart.
        """
        found = self.answer(growth, passing, luck)
        return replace(found, evidence=found.evidence - self.plain + self.likely)

    def answer(self, growth: float, passing: float, luck: float) -> Answer:
        """What members' effect is if they chose so sharply by growth, by a passing high or low, and by luck."""
        map_, precision = self.bound(growth, passing, luck)
        fit = self.fit
        information = map_.T @ fit.information @ map_ + np.diag(precision)
        factor, solved, evidence = posterior(information, map_.T @ fit.slope, precision)
        beta = map_ @ solved
        values, gradients = self._values(beta)
        influence = cho_solve(factor, map_.T @ gradients.T)
        moved = fit.scores(beta) @ map_ @ influence
        # Each account left out in turn, as far as it alone carries the value (CRV3; MacKinnon, Nielsen and Webb 2023).
        leverage = self._leverage(map_ @ influence, influence, information)
        moved /= np.maximum(1 - leverage, 0.1)
        prior = (influence * precision[:, None]).T @ influence
        n = self.history.members
        own = leverage[:n, 0]
        carried = float(own.sum() ** 2 / (own**2).sum())
        return Answer(values, moved.T @ moved * (n - 1) / n + prior, evidence, carried)

    @property
    def level(self) -> float:
        """What a member would have had an exposure after the event."""
        map_, precision = self.bound(1.0, 1.0, 0.0)
        after, m = self.history.after, self.history.members
        solved = np.linalg.solve(map_.T @ self.fit.information @ map_ + np.diag(precision), map_.T @ self.fit.slope)
        without = self.fit.without(map_ @ solved, self.effect)[after]
        return float(without.sum() / self.history.exposure[:m][after].sum())

    def tells(self) -> int:
        """How many members would tell growth of one standard deviation from none at odds of LEAST_LIKELY (expected).

        With x members' information on it in units of the prior, the expected log Bayes factor is (x - log(1 + x)) / 2.
        In two digits: it is a guess.
        """
        map_, precision = self.bound(1.0, 1.0, 0.0)
        information = map_.T @ self.fit.information @ map_ + np.diag(precision)
        at = self.first
        rest = np.delete(np.arange(len(information)), at)
        across = information[at, rest]
        own = information[at, at] - precision[at] - across @ np.linalg.solve(information[np.ix_(rest, rest)], across)
        x = max(float(own), 1e-9)
        wanted = brentq(lambda y: (y - np.log1p(y)) / 2 - np.log(LEAST_LIKELY), 1e-6, 1e3)
        return two_digits(int(np.ceil(self.history.members * wanted / x)))

    def _leverage(self, along: Floats, influence: Floats, information: Floats) -> Floats:
        """The share of what is known of each value that each account carries (n, k)."""
        m, p = self.history.members, self.fit.periods
        members = np.matmul(self.white, along)
        others = np.matmul(self.fit.root[m:, :, 1:], along[:p])
        carried = np.concatenate([(one**2).sum(axis=1) for one in (members, others)])
        whole = np.einsum("ck,cd,dk->k", influence, information, influence)
        found: Floats = carried / np.maximum(whole, 1e-30)
        return found

    def bound(self, growth: float, passing: float, luck: float) -> tuple[Floats, Floats]:
        """A map from free coefficients to all of them, and the precision of each free one's prior."""
        c = len(self.fit.slope)
        eye = np.eye(c)
        chosen, precision = [eye[:, : self.first]], [np.full(self.first, 1e-9)]
        if growth:
            chosen.append(eye[:, self.first : self.passing])
            precision.append(np.array([1.0, 1 / BENT**2]) / growth**2)
        for strength, first in ((passing, self.passing), (luck, self.luck)):
            if strength:
                chosen.append(eye[:, first : first + len(LAGS)])
                precision.append(np.full(len(LAGS), len(LAGS) / strength**2))
        steps = self.history.steps
        late = steps > ONSET
        early = self.effect + np.flatnonzero(~late)
        chosen.append(eye[:, early])
        precision.append(np.full(len(early), 1e-9))
        if late.any():
            plateau, ramp = np.zeros((c, 1)), np.zeros((c, 1))
            at = self.effect + np.flatnonzero(late)
            plateau[at, 0] = 1.0
            ramp[at, 0] = (steps[late] - steps[late].mean()) * self.days / MONTH
            chosen.append(plateau)
            precision.append(np.full(1, 1e-9))
            if late.sum() > 1:
                chosen.append(ramp)
                precision.append(np.full(1, 1 / RAMP**2))
        chosen.append(eye[:, [-1]])
        precision.append(np.full(1, 1 / BY_SIZE**2))
        return np.concatenate(chosen, axis=1), np.concatenate(precision)

    def _values(self, beta: Floats) -> tuple[Floats, Floats]:
        """Effects (k,), and how they move with the coefficients (k, c)."""
        steps, after = self.history.steps, self.history.after
        tau, by_size = beta[self.effect : self.effect + len(steps)], beta[-1]
        places = np.searchsorted(steps, self.history.step[after])
        gradients = np.zeros((2 + len(steps), len(beta)))
        # The typical member: steps by how much was posted in each.
        posted = self.history.posted()
        typical = posted @ tau
        gradients[0, self.effect : -1] = posted
        # All together: by how much there would have been.
        size = np.broadcast_to(self.history.size[:, None], after.shape)[after]
        without = self.fit.without(beta, self.effect)[after]
        got = without * np.exp(tau[places] + by_size * size)
        together = float(np.log(got.sum() / without.sum()))
        gradients[1, self.effect : -1] = np.bincount(places, got, len(steps)) / got.sum()
        gradients[1, -1] = got @ size / got.sum()
        gradients[2:, self.effect : -1] = np.eye(len(steps))
        return np.concatenate([[typical, together], tau]), gradients


def mixed(answers: Sequence[Answer]) -> Answer:
    """Several hypotheses by their marginal likelihood; the spread between them adds to the covariance."""
    logs = np.array([one.evidence for one in answers])
    share = np.exp(logs - logs.max())
    evidence = float(logs.max() + np.log(share.mean()))
    share = share / share.sum()
    values = np.stack([one.values for one in answers])
    mean = share @ values
    away = values - mean
    within = np.tensordot(share, np.stack([one.covariance for one in answers]), axes=1)
    carried = float(share @ np.array([one.carried for one in answers]))
    return Answer(mean, within + (away * share[:, None]).T @ away, evidence, carried)
