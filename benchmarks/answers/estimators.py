"""What is judged: an estimator sees the tables alone and says the change of organic likes, or that it can't tell.

`likewise_estimator` is the one that matters. The oracle, which is given the truth with honest noise, and a blind one
are there to show that the runner itself counts right.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from likewise.answers.effect import Studied

Verdict = Literal["rises", "falls", "no_change", "unclear"]
Tables = Mapping[str, pa.Table]


@dataclass(frozen=True)
class Told:
    """A relative change with its 95 % interval, and the verdict drawn from it: on the typical member.

    `together` is the change on all that members receive, with its ends; None where it isn't estimated.
    """

    change: float
    low: float
    high: float
    verdict: Verdict
    together: tuple[float, float, float] | None = None


Judge = Callable[[Tables], Mapping[str, str]]
"""From tables to verdicts by claim: supported, contradicted or not_enough_data."""

Estimator = Callable[[Tables], Told | None]
"""None says: not enough data."""

MATTERS = 0.05
"""An interval wholly within this says that nothing changed; as the claims' smallest change that matters."""


def told(change: float, low: float, high: float) -> Told:
    """The change with the verdict that its interval carries."""
    if low > 0:
        return Told(change, low, high, "rises")
    if high < 0:
        return Told(change, low, high, "falls")
    return Told(change, low, high, "no_change" if low > -MATTERS and high < MATTERS else "unclear")


def of_studied(found: "Studied | None") -> Told | None:
    """What likewise found, as it is judged."""
    if found is None:
        return None
    effect, all_ = found.effect, found.together
    said = told(effect.change, effect.low, effect.high)
    return replace(said, together=(all_.change, all_.low, all_.high))


def likewise_estimator(tables: Tables) -> Told | None:
    """What `likewise effect` says of organic likes after joining; other outcomes are left out to save time."""
    from likewise.answers.effect import MAIN, read_panel, study_panel  # noqa: PLC0415  (only where it is judged)
    from likewise.engine import open_duckdb  # noqa: PLC0415
    from likewise.pipeline import Settings, analyse  # noqa: PLC0415

    with open_duckdb("1GB", threads=1) as engine:
        analyse(engine, dict(tables), Settings(), lambda _: None)
        panel = read_panel(engine)
    return None if panel is None else of_studied(study_panel(panel, only=[MAIN]).of("join", *MAIN))


def likewise_claims(tables: Tables) -> Mapping[str, str]:
    """The verdicts of `likewise report`, without its page."""
    from likewise.answers.answer import answer  # noqa: PLC0415  (only where it is judged)
    from likewise.engine import open_duckdb  # noqa: PLC0415
    from likewise.pipeline import Settings, analyse  # noqa: PLC0415

    with open_duckdb("1GB", threads=1) as engine:
        analysis = analyse(engine, dict(tables), Settings(), lambda _: None)
        found = answer(engine, analysis.ledger.holds)
    return {one.finding.claim: one.verdict for one in found.claims}


def oracle(truth: float, error: float, rng: np.random.Generator) -> Told:
    """An estimate that errs as it says: log-normal about the truth with this standard error of the log."""
    log = float(np.log1p(truth) + rng.normal(0, error))
    return told(*(float(np.expm1(log + z * error)) for z in (0, -1.959964, 1.959964)))
