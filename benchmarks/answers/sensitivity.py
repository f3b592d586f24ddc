"""Does what stands beside the main effect tell the truth? Worlds with known members, and effects planted into them.

`python -m benchmarks.answers.sensitivity --worlds 20` prints Markdown and writes
benchmarks/results/answers-sensitivity.json: bounds by relative magnitudes with their breakdown, the group left out, the
dose, and what follows leaving.
"""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.known import panel_of
from benchmarks.answers.settings import RANKINGS, SELECTIONS, Ranking, Selection
from benchmarks.answers.truth import FIRST_DAYS
from benchmarks.answers.worlds import TruthWorld, make
from benchmarks.machine import keep
from likewise.answers.effect import MAIN, Panel
from likewise.answers.effect.choice import Hypotheses
from likewise.answers.effect.dose import doses
from likewise.answers.effect.events import joining, leaving
from likewise.answers.effect.gls import start_of
from likewise.answers.effect.groups_left_out import left_out
from likewise.answers.effect.history import history
from likewise.answers.effect.honest import honest
from likewise.answers.effect.kernel import Kernel, learn, likeliest
from likewise.answers.effect.returning import returning
from likewise.answers.estimate import Estimate

RESULTS = Path("benchmarks/results/answers-sensitivity.json")
PLANTED = 0.5
"""The planted effect (log), and that of one group alone; of twice the dose it is DOSED * log(2)."""
DOSED = 0.4


@dataclass(frozen=True)
class Case:
    """One world: what was asked, of which world, the truth (log), the answer (log), whether it was held
    by the interval (of groups: whether the one that was helped is named).

    `told` is the breakdown, 1 where the right group was named, 1 where the dose was told to matter, or the share of
    things going back.
    """

    asked: str
    world: str
    truth: float
    log: float
    held: bool
    told: float


def bounds(seed: int, ranking: Ranking, selection: Selection) -> Iterator[Case]:
    """The bounds in a world as it is."""
    world, panel, kernel = _drawn(seed, ranking, selection)
    main = history(panel, joining(panel), panel.counts[MAIN], panel.exposure[MAIN[0]])
    found = None if main is None else honest(main, kernel, panel.days)
    if found is not None:
        truth = float(np.log1p(world.truth.typical(first=FIRST_DAYS)))
        held = found.low <= truth <= found.high
        yield Case("bounds", f"{ranking}, {selection}", truth, found.log, bool(held), found.breakdown)


def groups(seed: int, selection: Selection) -> Iterator[Case]:
    """The group left out where one alone was helped."""
    _, panel, kernel = _drawn(seed, "nothing", selection)
    group = panel.group
    assert group is not None
    names = np.unique(group[panel.treated() & (panel.start >= FIRST_DAYS / 2)])
    chosen = str(names[seed % len(names)])
    panel = _planted(panel, seed, 2 * PLANTED * (group == chosen))
    main = history(panel, joining(panel), panel.counts[MAIN], panel.exposure[MAIN[0]])
    if main is None:
        return
    hypotheses = Hypotheses(main, kernel, 0.0, panel.days, start_of(main))
    effect = float(hypotheses.answer(0.0, 0.0, 0.0).values[0])
    found = left_out(hypotheses, effect, group[main.account[: main.members]])
    if found is not None:
        yield Case("groups", selection, 0.0, found.without, found.group == chosen, float(found.group == chosen))


def dosed(seed: int, selection: Selection, slope: float) -> Iterator[Case]:
    """The dose where members' traded likes are thinned, each by its own factor, with which the effect goes or not."""
    _, panel, kernel = _drawn(seed, "nothing", selection)
    assert panel.traded is not None
    draw = np.random.default_rng([seed, 300])
    factor = draw.uniform(0.15, 1, len(panel.code))
    thinned = draw.binomial(panel.traded.astype(np.int64), factor[:, None]).astype(np.float64)
    size = np.maximum(2 * PLANTED + slope * np.log(factor), 0) if slope else np.zeros(len(factor))
    panel = _planted(replace(panel, traded=thinned), seed, size)
    main = history(panel, joining(panel), panel.counts[MAIN], panel.exposure[MAIN[0]])
    for name, one in doses(panel, main, kernel) if main is not None else ():
        if name == "dose":
            yield _case("dose", f"{selection}, {slope:g}", slope * float(np.log(2)), one, float(one.p < 0.05))


def left(seed: int, selection: Selection, what: str) -> Iterator[Case]:
    """What follows leaving where nothing was planted, where an effect ends with leaving, and where it stays."""
    world, panel, kernel = _drawn(seed, "nothing", selection)
    if what != "no effect":
        panel = _planted(panel, seed, np.full(len(panel.code), PLANTED), stays=what == "stays")
    event = leaving(panel)
    gone = history(panel, event, panel.counts[MAIN], panel.exposure[MAIN[0]])
    found = None if gone is None else returning(panel, event, gone, kernel, MAIN)
    if found is not None:
        truth = float(np.log1p(world.truth.leaving())) - PLANTED * (what == "goes back")
        yield _case("leaving", f"{selection}, {what}", truth, found.change, found.returned)


def _case(asked: str, world: str, truth: float, found: Estimate, told: float) -> Case:
    return Case(asked, world, truth, found.log, bool(found.low <= np.expm1(truth) <= found.high), told)


def _drawn(seed: int, ranking: Ranking, selection: Selection) -> tuple[TruthWorld, Panel, Kernel]:
    world = make(seed, ranking=ranking, selection=selection)
    panel = panel_of(world)
    clean = panel.drawn(np.flatnonzero(panel.clean()))
    learnt = learn(panel.counts[MAIN][clean], panel.exposure[MAIN[0]][clean], panel.days)
    assert learnt is not None
    return world, panel, likeliest(learnt)


def _planted(panel: Panel, seed: int, size: NDArray[np.floating], *, stays: bool = True) -> Panel:
    """The panel with an effect of this size (log, by account) from joining on, to the end or until leaving."""
    t, start, stop = np.arange(panel.periods), panel.start // panel.days, panel.stop // panel.days
    on = panel.treated()[:, None] & (t >= start[:, None]) & (stays | (t <= stop[:, None]))
    more = np.random.default_rng([seed, 301]).poisson(panel.counts[MAIN] * on * np.expm1(size)[:, None])
    return replace(panel, counts={MAIN: panel.counts[MAIN] + more})


def cases(seeds: range) -> Iterator[Case]:
    """All worlds of all kinds."""
    for seed in seeds:
        for ranking, selection in product(RANKINGS, SELECTIONS):
            yield from bounds(seed, ranking, selection)
        for selection in SELECTIONS:
            yield from groups(seed, selection)
            for slope in (0.0, DOSED):
                yield from dosed(seed, selection, slope)
            for what in ("no effect", "goes back", "stays"):
                yield from left(seed, selection, what)


MEANS: Mapping[str, str] = {
    "bounds": "breakdown",
    "groups": "right group named",
    "dose": "told to matter",
    "leaving": "share of going back",
}
"""What `told` is of each question."""


def markdown(found: list[Case]) -> str:
    """A row a question and kind of world: effects in log points, shares in per cent."""
    lines = ["| asked | world | worlds | truth | off by | held | … |", "|---|---|---:|---:|---:|---:|---|"]
    for asked, world in dict.fromkeys((one.asked, one.world) for one in found):
        own = [one for one in found if (one.asked, one.world) == (asked, world)]
        each = [(one.truth, one.log - one.truth, one.held, one.told) for one in own]
        truth, off, held, told = np.mean(each, axis=0)
        cells = f"{100 * truth:+.0f} | {100 * off:+.1f} | {100 * held:.0f} | {MEANS[asked]} {told:.2f}"
        lines.append(f"| {asked} | {world} | {len(own)} | {cells} |")
    return "\n".join(lines)


def main() -> None:
    """Run what was asked for; print and keep what came out."""
    parser = argparse.ArgumentParser(prog="benchmarks.answers.sensitivity", description=__doc__)
    parser.add_argument("--worlds", type=int, default=20, help="worlds of each kind")
    parser.add_argument("--seed", type=int, default=7000, help="the first seed")
    parser.add_argument("--results", type=Path, default=RESULTS)
    asked = parser.parse_args()
    found = list(cases(range(asked.seed, asked.seed + asked.worlds)))
    keep(asked.results, {"first_seed": asked.seed, "worlds": asked.worlds, "cases": [asdict(one) for one in found]})
    print(markdown(found))


if __name__ == "__main__":
    main()
