"""Run the rooms in order and keep what each said of its work."""

import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from likewise.answers import judge_accounts, judge_posts
from likewise.discount import discount
from likewise.engine import Engine, LakeEngine, Work, sql_text
from likewise.errors import InputError
from likewise.evidence import EVIDENCE, lay_ground, measure_pairs
from likewise.groups import find_groups
from likewise.ingest.options import ReadOptions
from likewise.ingest.whose import account_of
from likewise.sources import (
    Cut,
    Data,
    Draft,
    Ledger,
    Reading,
    bring_back,
    completed,
    encode,
    keep,
    merge,
    read,
    require_mostly_read,
    settled,
    undamaged,
)
from likewise.tables import GROUP_FACTS
from likewise.weigh import GROUP_STRATA, fitted, load, weigh

if TYPE_CHECKING:
    from likewise.answers.answer import Answer
    from likewise.answers.creator import Span

STEPS = ("read", "encode", "state", "evidence", "weigh", "groups", "discount", "answers", "effect", "write", "show")

# Finding that a group's facts weigh at least so many bits names them as what a verdict rests on.
RESTS_ON_BITS = 0.3


@dataclass(frozen=True)
class Settings:
    """What a run is asked to do besides the data: how it is read, and the seed.

    Nothing in the way from the data to the groups is random; the seed is for what is (a creator's search for spans).
    `cut` says where to go on from and where to keep what was read; None when nothing is kept.
    """

    options: ReadOptions = field(default_factory=ReadOptions)
    seed: int = 0
    cut: Cut | None = None


@dataclass(frozen=True)
class Analysis:
    """What each room said of its work; the tables themselves are on the engine.

    `me` is the id of the account that the user says to be.
    """

    settings: Settings
    reading: Reading
    ledger: Ledger
    clock: "Clock"
    draft: Draft | None = None
    me: str | None = None


Say = Callable[[str], None]


def analyse(engine: Engine, data: Data, settings: Settings, say: Say) -> Analysis:
    """From data to `account_answer`, `post_answer`, `found_group`, `membership`, `pair_weighed`, `exchanged`.

    `say` is called with each step's name as it begins. Raises LikewiseError for what the data or the
    machine doesn't allow.
    """
    _require_state_in_sight(engine, settings)
    clock = Clock(say, engine)
    reading, ledger, draft = _taken_in(engine, data, settings, clock)
    me = account_of(engine, settings.options.me) if settings.options.me else None
    with clock.step("evidence"):
        lay_ground(engine)
        measure_pairs(engine, EVIDENCE, ledger.holds)
    with clock.step("weigh"):
        # Pairs are many: a twentieth of a bit is fine enough to count them by.
        weigh(engine, "pair_fact", "pair_weighed", [fitted(engine, "pair_fact", load("pair", ledger.favour), parts=20)])
    with clock.step("groups"):
        weights = [load(stratum, ledger.favour) for stratum in GROUP_STRATA]
        find_groups(engine, weights, load("member", ledger.favour), ledger.holds)
    with clock.step("discount"):
        discount(engine, ledger.favour)
    with clock.step("answers"):
        judge_accounts(engine, ledger.holds)
        judge_posts(engine, ledger.holds)
        said = " union all ".join(
            f"select grp, '{fact}' as fact, bits_{fact} as bits from found_group" for fact in GROUP_FACTS
        )
        basis = sql_text("likewise.pipeline", "basis.sql").replace("/* facts */", said)
        engine.create("basis", basis, least=RESTS_ON_BITS)
    return Analysis(settings, reading, ledger, clock, draft, me)


def _require_state_in_sight(engine: Engine, settings: Settings) -> None:
    """Raise InputError where the state would have to pass through this process, every event of it."""
    if settings.cut is not None and isinstance(engine, LakeEngine) and not engine.local:
        raise InputError.of("state.on_a_cluster", folder=settings.cut.folder)


def _taken_in(engine: Engine, data: Data, settings: Settings, clock: "Clock") -> tuple[Reading, Ledger, Draft | None]:
    """From data, and what earlier runs have kept, to the ledger, and to what the next run goes on from."""
    cut = settings.cut or Cut(Path(), settings.options.mapping, settings.options.timezone or "UTC")
    with clock.step("read"):
        reading = read(engine, data, since=cut.since, **settings.options.words())
        if not settings.options.partial:
            require_mostly_read(engine, reading)
        with undamaged(cut):
            kept = bring_back(engine, cut)
            merge(engine, cut)
    with clock.step("encode"), undamaged(cut):
        ledger = encode(engine, kept)
        reading = completed(engine, cut, settled(engine, reading))
        _require_usable(reading, kept=settings.cut is not None)
    if settings.cut is None:
        return reading, ledger, None
    with clock.step("state"), undamaged(cut):
        return reading, ledger, keep(engine, cut, ledger, reading)


def answer_claims(engine: Engine, analysis: Analysis, spans: Sequence["Span"] = ()) -> "Answer":
    """Test the nine claims on what `analyse` left on the engine; a step of its own, for whoever shows the claims.

    Judges accounts again with what leaving a group would do, so that health is final only after it. `spans` are the
    dates in which a creator says to have used a group.
    """
    reading = analysis.reading
    exports = sorted({file.path for file in reading.files if file.own})
    with analysis.clock.step("effect"):
        from likewise.answers.answer import answer  # noqa: PLC0415  (it loads pandas, which groups alone don't need)

        return answer(engine, analysis.ledger.holds, spans, analysis.settings.seed, reading.zone, exports, analysis.me)


def _require_usable(reading: Reading, *, kept: bool) -> None:
    """Raise InputError when there are no rows, or none could be used: a report on nothing would mislead."""
    read_rows = sum(rows.read for rows in reading.rows.values())
    if not read_rows and not kept:
        raise InputError.of("reading.no_rows", paths=[file.path for file in reading.files])
    if read_rows and not any(rows.used for rows in reading.rows.values()):
        raise InputError.of("reading.none_usable", paths=[file.path for file in reading.files], rows=read_rows)


class Clock:
    """Says which step begins, and keeps how many seconds each took, and what the engine did in it."""

    def __init__(self, say: Say, engine: Engine | None = None) -> None:
        self.say = say
        self.engine = engine
        self.seconds: dict[str, float] = {}
        self.work: dict[str, Work] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time the block under this name."""
        self.say(name)
        began, before = time.perf_counter(), self.engine.work() if self.engine else None
        yield
        self.seconds[name] = round(time.perf_counter() - began, 3)
        if self.engine and before:
            self.work[name] = self.engine.work() - before


def peak_memory_mb() -> int:
    """The most memory this process has held so far, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)
