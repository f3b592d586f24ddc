"""Does the event study tell the truth on real paths? Effects planted into what real accounts did over time.

`python -m benchmarks.answers.real DATA --draws 40`: DATA holds `college_msg.parquet` (messages that students received)
and `german_elections.parquet` (urls that accounts shared); `data/fake_stars.parquet` ships (stars that repositories
received). What an account really got a period is what it would have had without a group. Of the accounts MEMBERS are
drawn who join at moments of their own: at random, after having grown, in a high or in a low; from then on their counts
are thinned (a fall), left, or added to (a rise), by chance and in proportion. Semi-synthetic: the paths are real, the
joining and the effects aren't. Nothing of the estimator was chosen by these figures.
"""

import argparse
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.estimators import of_studied
from benchmarks.answers.summary import Outcome, markdown, summaries
from benchmarks.machine import keep
from likewise.answers.effect import MAIN, Panel, study_panel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RESULTS = Path("benchmarks/results/answers-real.json")
MEMBERS, FIRST_SEED = 80, 5000
PERIODS = 24
EFFECTS: Mapping[str, float] = {"rise": 0.3, "nothing": 0.0, "fall": -0.25}
SELECTIONS = ("random", "growing", "high", "low")
PAST = 4
"""Periods before joining that whoever joins for a reason looks back on, and the least that a member has before."""
LEAST = 30
"""Events of an account in all."""
SHARPNESS = 1.5
"""How much likelier it is to join at a moment that is one standard deviation more of the reason (log)."""

LOGS: Mapping[str, tuple[str, str]] = {
    "college_msg": ("author", "time"),
    "german_elections": ("account", "time"),
    "fake_stars": ("author", "time"),
}
"""Columns of who is followed through time, and of when."""


@dataclass(frozen=True)
class Paths:
    """Counts of accounts (n, PERIODS), and days a period."""

    name: str
    counts: Ints
    days: int


def paths(name: str, file: Path) -> Paths:
    """Read what each account got in each period."""
    who, when = LOGS[name]
    sql = f"""
        with log as (select {who} as account, epoch({when}) / 86400 as day from read_parquet('{file}')),
        span as (select min(day) as first, (max(day) - min(day)) / {PERIODS} as days from log),
        kept as (select account from log group by account having count(*) >= {LEAST})
        select account, least(cast(floor((day - first) / days) as int), {PERIODS - 1}) as period, days, count(*) as n
        from log join kept using (account), span group by all
    """
    with duckdb.connect() as database:
        rows = database.execute(sql).fetchnumpy()
    _, place = np.unique(rows["account"].astype(str), return_inverse=True)
    counts = np.zeros((place.max() + 1, PERIODS), dtype=np.int64)
    np.add.at(counts, (place, rows["period"]), rows["n"])
    return Paths(name, counts, max(1, round(float(rows["days"][0]))))


def joining(counts: Ints, selection: str, draw: np.random.Generator) -> Ints:
    """The period in which each account joins, -1 for those who don't: MEMBERS of them, or a fifth."""
    n, periods = counts.shape
    level = np.log((counts + 1) / (counts.mean(axis=1, keepdims=True) + 1))
    moments = np.arange(PAST, periods - 3)
    before = np.stack([level[:, t - PAST : t] for t in moments], axis=1)
    reason = np.zeros(before.shape[:2])
    if selection == "growing":
        reason = before @ (np.arange(PAST) - (PAST - 1) / 2)
    elif selection in {"high", "low"}:
        reason = before[:, :, -1] * (1 if selection == "high" else -1)
    reason = (reason - reason.mean()) / max(float(reason.std()), 1e-9)
    # Somebody who isn't there any more, or not yet, joins nothing.
    there = np.stack([counts[:, t - PAST : t].sum(axis=1) > 0 for t in moments], axis=1)
    chance = (np.exp(SHARPNESS * reason) * there).ravel()
    found = np.full(n, -1, dtype=np.int64)
    places = draw.choice(len(chance), size=len(chance), replace=False, p=(chance + 1e-12) / (chance + 1e-12).sum())
    for place in places:
        account = place // len(moments)
        if found[account] < 0 and chance[place] > 0:
            found[account] = moments[place % len(moments)]
        if (found >= 0).sum() == min(MEMBERS, n // 5):
            break
    return found


def planted(counts: Ints, joined: Ints, effect: float, draw: np.random.Generator) -> Floats:
    """The counts with an effect from joining on."""
    after = (np.arange(counts.shape[1]) >= joined[:, None]) & (joined >= 0)[:, None]
    changed = counts + draw.poisson(counts * effect) if effect >= 0 else draw.binomial(counts, 1 + effect)
    found: Floats = np.where(after, changed, counts).astype(np.float64)
    return found


def judged(real: Paths, kind: str, selection: str, seed: int) -> Outcome:
    """One draw of who joins and when."""
    draw = np.random.default_rng([seed, SELECTIONS.index(selection), list(EFFECTS).index(kind)])
    joined = joining(real.counts, selection, draw)
    y = planted(real.counts, joined, EFFECTS[kind], draw)
    n, periods = y.shape
    member = joined >= 0
    panel = Panel(
        days=real.days,
        last=periods * real.days - 1,
        code=np.arange(n),
        counts={MAIN: y},
        exposure={},
        posts=np.zeros_like(y),
        start=np.where(member, joined * real.days, -1),
        stop=np.where(member, periods * real.days - 1, -1),
        probability=member.astype(np.float64),
        followers=np.full(n, np.nan),
        topic=np.full(n, -1, dtype=np.int64),
    )
    t = np.arange(periods)
    window = max(1, 28 // real.days)
    during = member[:, None] & (t > joined[:, None]) & (t <= joined[:, None] + window)
    past = member[:, None] & (t < joined[:, None])
    before_after = _ratio(y[during].sum() / during.sum(), y[past].sum() / past.sum())
    return Outcome(
        ranking=f"{real.name}, {kind}",
        selection=selection,
        seed=seed,
        truth=EFFECTS[kind],
        together=float(y[during].sum() / max(real.counts[during].sum(), 1) - 1),
        raw=EFFECTS[kind],
        told=of_studied(study_panel(panel, only=[MAIN]).of("join", *MAIN)),
        failed=None,
        seconds=0.0,
        before_after=before_after,
        before_after_raw=before_after,
        members_others=_ratio(y[member].mean(), y[~member].mean()),
    )


def _ratio(one: float, other: float) -> float:
    return float(one / other - 1) if other else float("nan")


def main() -> None:
    """Judge all logs, effects and ways to join; print and keep what came out."""
    parser = argparse.ArgumentParser(prog="benchmarks.answers.real", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--draws", type=int, default=40)
    parser.add_argument("--log", action="append", choices=sorted(LOGS), help="one of the logs; all when left out")
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--results", type=Path, default=RESULTS)
    given = parser.parse_args()
    outcomes = []
    for name in given.log or LOGS:
        file = given.data / f"{name}.parquet"
        real = paths(name, file if file.exists() else Path("data") / f"{name}.parquet")
        print(f"{name}: {len(real.counts)} accounts, {real.days} days a period", flush=True)
        outcomes += [
            judged(real, kind, selection, seed)
            for kind in EFFECTS
            for selection in SELECTIONS
            for seed in range(given.seed, given.seed + given.draws)
        ]
    rows = summaries(outcomes)
    said = {"settings": {"members": MEMBERS, "periods": PERIODS, "first_seed": given.seed, "draws": given.draws}}
    keep(given.results, said | {"rows": [asdict(row) for row in rows], "outcomes": [asdict(one) for one in outcomes]})
    print("\n" + markdown(rows))


if __name__ == "__main__":
    main()
