"""`python -m benchmarks.simulate_fit [DATA_FOLDER] [--seeds 1,2]`: does the box find back what it was drawn with?

Worlds are drawn from the platform in a box under parameters that aren't the defaults, written as tables, and fitted
from the defaults: parameters recovered against the true ones, quantiles of the fit against those of the data (all of
it *semi-synthetic*). Then real data, from DATA_FOLDER (college_msg.parquet, fake_stars.parquet,
german_elections.parquet; left out without it), as it is: which quantiles fit, which don't, and how many did before.
First of all, what chance does to the box's own numbers: no fit can be closer. Prints Markdown tables and writes
benchmarks/results/simulate_fit.json.
"""

import argparse
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.injected.backgrounds import college_msg, german_elections
from benchmarks.machine import keep
from likewise.answers.simulate import Course, FitRow, Fitted, Parameters, fit_to, simulate
from likewise.answers.simulate.fit import fit_before
from likewise.answers.simulate.fit.moments import Frame, moments
from likewise.answers.simulate.fit.pins import PINNED
from likewise.answers.simulate.fit.staged import measure_course
from likewise.answers.simulate.parameters import WAVES_A_DAY, Value
from likewise.engine import open_duckdb
from likewise.sources import encode, read

RESULTS = Path("benchmarks/results/simulate_fit.json")
PACKAGES = ("likewise", "duckdb", "numba", "numpy", "pyarrow", "scipy")

BEGIN = pd.Timestamp("2026-01-05", tz="UTC")
_KINDS = {"view": 1, "like": 2, "comment": 4, "save": 8, "repost": 16, "follow": 32}

WORLDS: Mapping[str, tuple[Mapping[str, Value], bool]] = {
    "everything logged": (
        {
            "readers.like_rate": 0.04,
            "readers.comment_rate": 0.004,
            "readers.save_rate": 0.001,
            "readers.share_rate": 0.003,
            "readers.follow_rate": 0.003,
            "readers.finish_rate": 0.45,
            "readers.views_per_day": 12.0,
            "readers.activity_spread": 0.7,
            "creators.share": 0.2,
            "creators.posts_per_day": 0.2,
            "readers.follows": 8.0,
        },
        True,
    ),
    "heavy tails, everything logged": (
        {
            "readers.like_rate": 0.01,
            "readers.views_per_day": 25.0,
            "readers.activity_spread": 1.5,
            "readers.lean_spread": 1.2,
            "readers.quality_gain": 1.0,
            "creators.post_spread": 1.1,
            "creators.posting_spread": 1.1,
            "creators.pull_spread": 2.0,
            "feed.first_pool": 150,
            "feed.pass_share": 0.25,
        },
        True,
    ),
    "likes and comments alone": (
        {
            "readers.like_rate": 0.05,
            "readers.comment_rate": 0.005,
            "readers.activity_spread": 1.3,
            "creators.share": 0.25,
            "creators.posts_per_day": 0.15,
            "creators.post_spread": 1.2,
            "readers.quality_gain": 0.9,
        },
        False,
    ),
    "rare likes alone": (
        {
            "readers.like_rate": 0.002,
            "readers.activity_spread": 1.2,
            "creators.share": 0.05,
            "creators.posts_per_day": 0.5,
            "circles.friends": 0.0,
            "circles.hobby": 0.0,
            "circles.fans": 0.0,
        },
        False,
    ),
}
"""Parameters that differ from the defaults, and whether views, finishes, follows and accounts are logged."""

_KNOWN = ("circles.friends", "circles.hobby", "circles.fans")  # of those above, told to the fit


def tables(course: Course, logged: bool) -> dict[str, pd.DataFrame]:
    """A course as a user's tables: from day 0 on, and without views, follows and accounts unless they are logged."""
    events, posts = course.events, course.posts
    if events is None or course.accounts is None:
        raise ValueError("the course must keep its events and accounts")
    first = course.given.run.warmup_days * WAVES_A_DAY
    rows = events.wave >= first
    frames = []
    for kind, bit in _KINDS.items():
        if kind in {"view", "follow", "save", "repost"} and not logged:
            continue
        take = rows & ((events.bits & bit) != 0)
        post = events.post[take]
        frames.append(
            pd.DataFrame(
                {
                    "actor": [f"u{one}" for one in events.actor[take]],
                    "author": [f"u{one}" for one in posts.author[post]],
                    "post": [f"p{one}" for one in post] if kind != "follow" else None,
                    "kind": kind,
                    "time": _when(events.wave[take] - first),
                    "completion": events.completion[take].astype(float) if kind == "view" else np.nan,
                }
            )
        )
    shown = np.flatnonzero(posts.wave >= first)
    found = {"events": pd.concat(frames, ignore_index=True)}
    found["posts"] = pd.DataFrame(
        {
            "post": [f"p{one}" for one in shown],
            "author": [f"u{one}" for one in posts.author[shown]],
            "time": _when(posts.wave[shown] - first),
        }
    )
    if logged:
        people = np.arange(len(course.people))
        found["accounts"] = pd.DataFrame(
            {
                "account": [f"u{one}" for one in people],
                "followers": course.accounts[-1, :, -3],
                "following": course.people.followed,
            }
        )
    return found


def _when(wave: "np.ndarray[tuple[int], np.dtype[np.int32]]") -> pd.DatetimeIndex:
    """The middle of each span of four hours."""
    hours = 24 / WAVES_A_DAY
    return pd.DatetimeIndex(BEGIN + pd.to_timedelta((wave + 0.5) * hours, unit="h"))


@dataclass(frozen=True)
class Recovered:
    """One parameter of one world: true (None for real data), where the fit began, what it found; `pinned` if it may."""

    parameter: str
    true: float | None
    given: float
    found: float
    pinned: bool


@dataclass(frozen=True)
class Fit:
    """One fit: how many rows fit, how many did under the parameters given, and the median row's gap.

    `seconds` are of the clock, whatever else the machine does; `cpu_seconds` of all cores together, without reading.
    `gap` is a share, of one more than the value for counts.
    """

    name: str
    seed: int
    seconds: float
    cpu_seconds: float
    fitting: int
    before: int
    gap: float
    gap_before: float
    parameters: tuple[Recovered, ...]
    rows: tuple[FitRow, ...]
    unfitted: tuple[str, ...]
    kept: tuple[str, ...]


def fit(name: str, data: Mapping[str, pd.DataFrame], given: Parameters, seed: int, true: Parameters | None) -> Fit:
    """Fit to tables, print what came of it, and give what is kept; the seconds are without reading."""
    with open_duckdb() as engine:
        read(engine, dict(data))
        ledger = encode(engine)
        before = fit_before(engine, given, ledger.holds, seed)
        began, used = time.perf_counter(), time.process_time()
        found = fit_to(engine, given, ledger.holds, seed)
        seconds, cpu = time.perf_counter() - began, time.process_time() - used
    kept = Fit(
        name,
        seed,
        round(seconds, 1),
        round(cpu, 1),
        sum(row.fits for row in found.rows),
        sum(row.fits for row in before),
        gap(found.rows),
        gap(before),
        recovered(found, given, true),
        found.rows,
        found.unfitted,
        found.kept,
    )
    print(show(kept), flush=True)
    return kept


def gap(rows: Sequence[FitRow]) -> float:
    """The median row's relative gap between box and data; counts are compared as one more than they are."""
    days = next(row.data for row in rows if row.quantity == "days")
    gaps = []
    for row in rows:
        one = 7 / days if row.quantity.endswith("_week") else 1.0
        more = one if row.quantile is not None else 1e-9
        gaps.append(abs(np.log((row.box + more) / (row.data + more))))
    return round(float(np.expm1(np.median(gaps))), 4)


def recovered(found: Fitted, given: Parameters, true: Parameters | None) -> tuple[Recovered, ...]:
    """Every parameter that a fit may change: true, given and found."""
    return tuple(
        Recovered(
            name,
            float(true.value(name)) if true else None,
            float(given.value(name)),
            float(found.parameters.value(name)),
            name not in found.kept,
        )
        for name in PINNED
    )


def noise(seeds: int = 8, accounts: int = 2000) -> dict[str, float]:
    """The sd between seeds of each number of the default box, as a share of (1 +) its value, and their median."""
    given = Parameters().with_values(
        {"groups.active": False, "risk.active": False, "run.accounts": accounts, "run.days": 28}
    )
    frame = Frame(28, frozenset({"view", "like", "comment", "save", "repost", "follow"}), True, True, True)
    runs = [
        moments(measure_course(simulate(given, seed, log=True, by_account=True), frame), frame) for seed in range(seeds)
    ]
    spread = np.std([[one.value for one in run] for run in runs], axis=0, ddof=1)
    named = {
        f"{one.quantity.name} {one.quantile or ''}".strip(): float(sd) for one, sd in zip(runs[0], spread, strict=True)
    }
    return {"median": float(np.median(spread)), **named}


def recovery(seeds: Sequence[int]) -> list[Fit]:
    """Draw each world under each seed, fit it from the defaults, and compare."""
    fits = []
    for name, (values, logged) in WORLDS.items():
        for seed in seeds:
            true = Parameters().with_values(
                {"groups.active": False, "risk.active": False, "run.accounts": 2000, "run.days": 35, **values}
            )
            data = tables(simulate(true, 1000 + seed, log=True, by_account=True), logged)
            given = Parameters().with_values({one: values[one] for one in _KNOWN if one in values})
            fits.append(fit(name, data, given, seed, true))
    return fits


def real(folder: Path, seed: int) -> list[Fit]:
    """Fit the defaults to real data as it is."""
    messages, election = college_msg(folder), german_elections(folder)
    worlds = {
        "college_msg": {"events": messages.likes.assign(kind="like"), "posts": messages.posts},
        "german_elections": {"events": election.likes.assign(kind="like"), "posts": election.posts},
        "fake_stars": {"events": pd.read_parquet(folder / "fake_stars.parquet")},
    }
    return [fit(name, data, Parameters(), seed, None) for name, data in worlds.items()]


def show(one: Fit) -> str:
    """One fit as Markdown."""
    lines = [
        f"\n{one.name}, seed {one.seed}: {one.fitting} of {len(one.rows)} fit ({one.before} before), "
        f"median gap {one.gap:.1%} ({one.gap_before:.1%} before), {one.seconds} s "
        f"({one.cpu_seconds} s of processor)\n",
        "| parameter | true | given | found |\n|---|---:|---:|---:|",
    ]
    for row in one.parameters:
        true = "" if row.true is None else f"{row.true:.4g}"
        if row.pinned:
            lines.append(f"| {row.parameter} | {true} | {row.given:.4g} | {row.found:.4g} |")
    lines.append("\n| quantity | quantile | data | box | fits |\n|---|---:|---:|---:|---|")
    for said in one.rows:
        quantile = "" if said.quantile is None else f"{said.quantile}"
        verdict = "yes" if said.fits else "no"
        lines.append(f"| {said.quantity} | {quantile} | {said.data:.4g} | {said.box:.4g} | {verdict} |")
    lines.append(f"\nNot in the data, or missed: {', '.join(one.unfitted) or 'none'}")
    lines.append(f"Kept, since nothing pins them down: {', '.join(one.kept) or 'none'}")
    return "\n".join(lines)


def errors(fits: Sequence[Fit]) -> str:
    """Recovery over all worlds: each parameter's error where the data pins it, beside that of the value given."""
    lines = ["\n| parameter | worlds | median error | worst | error of the value given |\n|---|---:|---:|---:|---:|"]
    for name in PINNED:
        rows = [row for one in fits for row in one.parameters if row.parameter == name and row.pinned and row.true]
        if not rows:
            continue
        spread = name.endswith(("spread", "gain"))
        away = [_error(row.found, row.true or 0.0, spread) for row in rows]
        first = np.median([_error(row.given, row.true or 0.0, spread) for row in rows])
        form = "{:.2f}" if spread else "{:.0%}"
        cells = " | ".join(form.format(value) for value in (np.median(away), max(away), first))
        lines.append(f"| {name}{' (absolute)' if spread else ''} | {len(rows)} | {cells} |")
    return "\n".join(lines)


def _error(found: float, true: float, absolute: bool) -> float:
    """Distance for spreads, the factor less one for others."""
    return abs(found - true) if absolute else float(np.expm1(abs(np.log(found / true))))


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="benchmarks.simulate_fit", description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", help="the folder of the real data")
    parser.add_argument("--seeds", default="1,2")
    asked = parser.parse_args()
    seeds = [int(word) for word in asked.seeds.split(",")]
    chance = noise()
    print(f"sd between seeds of one box, median over its numbers: {chance['median']:.1%}")
    drawn = recovery(seeds)
    print(errors(drawn))
    found = real(asked.data, seeds[0]) if asked.data else []
    document = {"noise": chance, "drawn": [asdict(one) for one in drawn], "real": [asdict(one) for one in found]}
    keep(RESULTS, document, PACKAGES)


if __name__ == "__main__":
    main()
