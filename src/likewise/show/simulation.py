"""`likewise.simulate`: scenarios in a platform in a box, and what it returns."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from likewise.answers.simulate import (
    Claimed,
    Parameters,
    Scenario,
    Study,
    Sweep,
    Swept,
    consequence,
    judge_claims,
    load_feed,
    load_scenario,
    mixed_parameters,
    read_sweep,
    run_study,
    run_sweep,
)
from likewise.answers.simulate.fit import Fitted, fit_to
from likewise.answers.simulate.study import Consequence, Known
from likewise.destination import SIMULATION, folder_for
from likewise.engine import open_duckdb
from likewise.errors import InputError
from likewise.pipeline import Settings, analyse
from likewise.pipeline.boxed import likewise_in_box
from likewise.pipeline.run import Clock
from likewise.secrets import keeps_secrets
from likewise.show.catalogue import require_language, text
from likewise.show.frame import Frame
from likewise.show.numerals import Lang
from likewise.show.simulation_tables import claim_rows, curve_table, sweep_table
from likewise.show.simulation_words import in_words
from likewise.sources import Data, read_paths

Told = Callable[[str, int, int], None]
"""Called with a stage (`fit`, `study` or `sweep`), how much of it is done, and of how much."""

DEFAULT_SCENARIO = "group-then-stop"
DEFAULT_SEEDS = 6
MOST_SEEDS = 1000

DEFAULT_SWEEP = "risk.strength=0,0.5,1"
"""Three values, one of them known from the study as a rule: enough for a break-even line, and still fast."""


@dataclass(frozen=True)
class Simulation:
    """What came out of the box: curves, claims, sweeps and what the rule did; `html` is the page when one was written.

    `fitted` is there when the box was calibrated to data; `seconds` is the time each stage took. `read` are the files
    that it was made of, over which it is never written.
    """

    given: Parameters
    scenarios: tuple[Scenario, ...]
    feed: Scenario | None
    study: Study
    judged: tuple[Claimed, ...]
    swept: tuple[Swept, ...]
    consequence: Consequence
    fitted: Fitted | None
    seconds: dict[str, float]
    html: Path | None = None
    read: tuple[Path, ...] = field(default=(), repr=False)

    @property
    def curves(self) -> Frame:
        """Each measure day by day, with the group, without it, and with its hours on content, and a band over seeds."""
        return Frame(curve_table(self.study))

    @property
    def claims(self) -> Frame:
        """The nine claims: verdict, effect (0.1 is 10 % more), interval, and a sentence in each language."""
        return Frame.of(claim_rows(self.study, self.judged))

    @property
    def sweeps(self) -> Frame:
        """What the group does at each value of a swept parameter, and where it stops paying."""
        return Frame(sweep_table(self.swept))

    def in_words(self, lang: Lang = "en") -> str:
        """The answer as text; LikewiseError when there is no such language."""
        require_language(lang)
        return in_words(self, lang)

    def to_dict(self) -> dict[str, Any]:
        """The figures for JSON: what simulation.json says, claims, break-even points, and what the rule did."""
        return {
            **self.account(),
            "claims": claim_rows(self.study, self.judged),
            "sweeps": [
                {"parameter": one.sweep.name, "values": list(one.sweep.values), "break_even": _plain(one.break_even)}
                for one in self.swept
            ],
            "consequence": _plain(self.consequence),
        }

    def account(self) -> dict[str, Any]:
        """What simulation.json says of the run."""
        fitted = self.fitted
        return {
            "version": version("likewise"),
            "scenarios": [one.name for one in self.scenarios],
            "feed": self.feed and self.feed.name,
            "parameters": asdict(self.given),
            "seeds": list(self.study.seeds),
            "sweeps": {one.sweep.name: list(one.sweep.values) for one in self.swept},
            "fitted": fitted and {"rows": _plain(fitted.rows), "changed": dict(fitted.changed)},
            "seconds": self.seconds,
        }

    def write(self, out: str | Path, lang: Lang = "en", *, overwrite: bool = False) -> "Simulation":
        """Write the page and its tables into a folder, all or none; returns this simulation with `html` set.

        The folder is new, empty, or holds an earlier simulation; with `overwrite`, files of the same names are replaced
        that likewise did not write, and all others kept. OutputError else.
        """
        from likewise.show.simulation_files import write  # noqa: PLC0415  (the page is drawn from this)

        require_language(lang)
        place = folder_for(out, SIMULATION, read=self.read, overwrite=overwrite)
        return replace(self, html=write(self, place, lang))

    def __str__(self) -> str:
        return self.in_words()

    def __repr__(self) -> str:
        return f"Simulation({', '.join(one.name for one in self.scenarios)}: {len(self.study.seeds)} seeds)"


@keeps_secrets
def simulate(
    scenario: str | Sequence[str] = DEFAULT_SCENARIO,
    out: str | Path | None = None,
    *,
    feed: str | None = None,
    given: Sequence[str] = (),
    sweeps: Sequence[str] = (),
    break_even: bool = True,
    seeds: int = DEFAULT_SEEDS,
    seed: int = 0,
    like: Data | None = None,
    memory: str | None = None,
    lang: Lang = "en",
    overwrite: bool = False,
    told: Told | None = None,
) -> Simulation:
    """Run scenarios in a platform in a box: with a mutual-like group, without it, and without risk control.

    `scenario` names scenarios or TOML files; of several the later win, and over all of them what `given` sets, as
    "risk.action=limit". `feed` is a ranking by its name or its file. `sweeps` are as "risk.strength=0..1" or
    "risk.action=discount,limit"; without any, `break_even` sweeps the strength of risk control where there is one
    (not where likewise itself is the detector, which would take long). `seed` is the first of `seeds`. `like` is
    data as for `report`, to which the box is calibrated first. `told` is called as the work goes on.

    Raises InputError for a scenario, parameter, sweep or data that can't be meant or read, and OutputError for a
    folder that can't be written, before anything is run.
    """
    require_language(lang)
    if not 1 <= seeds <= MOST_SEEDS:
        raise InputError(text(lang, "simulate.fault.seeds", given=str(seeds), most=str(MOST_SEEDS)))
    loaded = tuple(load_scenario(name) for name in ([scenario] if isinstance(scenario, str) else scenario))
    ranking = load_feed(feed) if feed is not None else None
    laid = [*loaded, ranking] if ranking else [*loaded]
    parameters = mixed_parameters(laid, given)
    read = [read_sweep(word) for word in sweeps] or _usual(parameters, break_even)
    paths = read_paths(scenario, feed, like)
    if out is not None:
        folder_for(out, SIMULATION, read=paths, overwrite=overwrite)
    clock, say = Clock(lambda _: None), told or (lambda *_: None)
    fitted = _fitted(parameters, like, seed, memory, clock, say) if like is not None else None
    if fitted is not None:
        # What was set by hand holds, whatever the data say.
        parameters = mixed_parameters([], given, fitted.parameters)
    made = _run(parameters, read, seeds, seed, clock, say)
    done = Simulation(parameters, loaded, ranking, *made, fitted, clock.seconds, read=paths)
    return done if out is None else done.write(out, lang, overwrite=overwrite)


def _usual(given: Parameters, break_even: bool) -> list[Sweep]:
    """The sweep that nobody asked for: over the strength of risk control, where that decides anything."""
    trading = given.groups.active and not given.groups.instead
    policed = given.risk.active and given.risk.detector != "likewise"
    return [read_sweep(DEFAULT_SWEEP)] if break_even and trading and policed else []


def _fitted(given: Parameters, like: Data, seed: int, memory: str | None, clock: Clock, say: Told) -> Fitted:
    """The box calibrated to data: what was probably traded is found there first, and left out."""
    with clock.step("fit"), open_duckdb(memory) as engine:
        say("fit", 0, 1)
        analysis = analyse(engine, like, Settings(), lambda _: None)
        return fit_to(engine, given, analysis.ledger.holds, seed, lambda done, of: say("fit", done, of))


def _run(
    given: Parameters, sweeps: Sequence[Sweep], seeds: int, seed: int, clock: Clock, say: Told
) -> tuple[Study, tuple[Claimed, ...], tuple[Swept, ...], Consequence]:
    """The study and the sweeps; a run that both need is run once."""
    detector = likewise_in_box()
    known: Known = {}
    with clock.step("study"):
        study = run_study(given, seeds, seed, detector=detector, told=_stage(say, "study"), known=known)
    swept: tuple[Swept, ...] = ()
    if sweeps:
        with clock.step("sweep"):
            swept = tuple(run_sweep(given, one, seeds, seed, detector, _stage(say, "sweep"), known) for one in sweeps)
    return study, tuple(judge_claims(study)), swept, consequence(study)


def _stage(say: Told, stage: str) -> Callable[[int, int], None]:
    return lambda done, of: say(stage, done, of)


def _plain(value: Any) -> Any:
    """Dataclasses and numpy numbers as JSON knows them."""
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return json.loads(json.dumps(asdict(value), default=float))
