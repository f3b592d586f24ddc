"""The event study: by how much members' outcomes differ, period by period, from what they would have been.

Part of `effect`. Read first `history` (who is compared with whom), `kernel` (how accounts go on by themselves), `gls`
(the fit) and `choice` (how members may have chosen their moment, and the hull of what can't be ruled out).

The whole effect is named in two ways: on the typical member (every member's posts count alike), and on all that members
receive together (large accounts count more). Both are over the 28 days after the event, while the member stayed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc, ndtri, stdtrit

from likewise.answers.effect.choice import Answer, Choices, choices
from likewise.answers.effect.gls import clustered, fitted, start_of
from likewise.answers.effect.history import BEFORE_DAYS, History
from likewise.answers.effect.kernel import Kernel, likeliest
from likewise.answers.estimate import FARTHEST, LEVEL, WIDEST, Estimate

Floats = NDArray[np.float64]

POWER = 0.8
"""How often an effect of the size that is called detectable is seen."""


@dataclass(frozen=True)
class Step:
    """One period from the event: its number (negative before), and its estimate."""

    period: int
    estimate: Estimate


@dataclass(frozen=True)
class Hypothesis:
    """One way in which members may have chosen their moment (`choice.KINDS`): the effect if so, and its share."""

    name: str
    estimate: Estimate
    share: float


@dataclass(frozen=True)
class Studied:
    """What was found on one outcome.

    - `effect`: on the typical member; its interval holds those of all hypotheses that aren't ruled out. `together`: on
      all that members receive.
    - `hypotheses`: each with its share; `tells`: how many members would tell growth from none (about).
    - `steps`: before the event the members' path about its mean, after it the effect.
    - `pretrend`: p-value that the paths before were alike; `level`: what a member would have had a day (or a post)
      without the group; `others`: accounts outside that were compared.
    - `detectable`: log of the smallest change that these data show four times in five.
    """

    effect: Estimate
    together: Estimate
    hypotheses: tuple[Hypothesis, ...]
    steps: tuple[Step, ...]
    pretrend: float | None
    level: float
    others: int
    detectable: float
    tells: int


def study(
    history: History | None,
    kernels: Sequence[tuple[Kernel, float]],
    days: int,
    *,
    by_post: bool,
    curve: bool = True,
) -> Studied | None:
    """The effect on one outcome; None where there is too little.

    Args:
        history: what is compared; None gives None.
        kernels: how accounts go on by themselves, with log likelihoods.
        days: days a period.
        by_post: whether the exposure is something else than time.
        curve: whether the path before is tested and drawn; without it only the whole effect is estimated.
    """
    if history is None:
        return None
    try:
        found = choices(history, kernels, days)
    except (np.linalg.LinAlgError, ValueError):
        return None
    effect, together = _hull(found, 0, history.members), _hull(found, 1, history.members)
    if effect is None or together is None:
        return None
    before, pretrend = _before(history, likeliest(kernels), days) if curve else ([], None)
    after = [Step(int(step), _estimate(found.mixed, 2 + at, history.members)) for at, step in enumerate(history.steps)]
    return Studied(
        effect=effect,
        together=together,
        hypotheses=tuple(
            Hypothesis(name, _estimate(answer, 0, history.members), found.shares[name])
            for name, answer in found.of.items()
        ),
        steps=(*before, *after) if curve else (),
        pretrend=pretrend,
        level=found.level if by_post else found.level / days,
        others=history.others,
        detectable=detectable(effect),
        tells=found.tells,
    )


def _hull(found: Choices, at: int, members: int) -> Estimate | None:
    """One value over all hypotheses that aren't ruled out; None where the fit ran away."""
    whole = _estimate(found.mixed, at, members)
    parts = tuple(_estimate(found.of[name], at, members) for name in found.kept)
    sound = all(np.isfinite(one.error) and 0 < one.error <= WIDEST and abs(one.log) <= FARTHEST for one in parts)
    return replace(whole, parts=parts) if sound else None


def _estimate(answer: Answer, at: int, members: int) -> Estimate:
    error = float(np.sqrt(answer.covariance[at, at]))
    return Estimate(float(answer.values[at]), error, max(answer.carried - 2, 2.0), members)


def detectable(effect: Estimate) -> float:
    """The size (log) whose interval, as wide as this one, leaves out nought with probability POWER."""
    reach = (np.log1p(effect.high) - np.log1p(effect.low)) / 2
    return float(reach * (1 + ndtri(POWER) / stdtrit(effect.df, (1 + LEVEL) / 2)))


def _before(history: History, kernel: Kernel, days: int) -> tuple[list[Step], float | None]:
    """Members' path before the event against that of the others, about its mean; and the p-value that it is the same.

    A Wald test of all periods but the first of the last BEFORE_DAYS days, with Hotelling's correction for as many
    coefficients as there may be members.
    """
    past = replace(history.within(history.before), after=np.zeros_like(history.after))
    shown = [k for k in range(-(BEFORE_DAYS // days), 0) if (history.before & (history.since == k)).any()]
    # A path can't have as many free points as there are members to draw it.
    shown = shown[-max(min(len(shown), history.members // 2), 1) :]
    if len(shown) < 2:
        return [], None
    columns = np.stack([(history.before & (history.since == k)).astype(np.float64) for k in shown[1:]], axis=2)
    try:
        fit = fitted(past, kernel, columns, np.zeros(columns.shape[2]), start_of(past))
        beta, covariance = clustered(fit)
        statistic = float(beta @ np.linalg.solve(covariance, beta)) / len(beta)
    except np.linalg.LinAlgError:
        return [], None
    df = max(history.members - len(beta), 1.0)
    p = float(fdtrc(len(beta), df, max(statistic, 0.0) * df / max(history.members - 1, 1)))
    return _about_mean(shown, beta, covariance, history.members), p


def _about_mean(shown: Sequence[int], beta: Floats, covariance: Floats, members: int) -> list[Step]:
    """The first period counts as nought; all are told about their common mean."""
    n = len(shown)
    centre = np.eye(n)[:, 1:] - 1 / n
    values, spread = centre @ beta, centre @ covariance @ centre.T
    df = max(members - 2.0, 2.0)
    return [
        Step(k, Estimate(float(values[at]), float(np.sqrt(max(spread[at, at], 1e-12))), df, members))
        for at, k in enumerate(shown)
    ]
