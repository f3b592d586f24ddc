"""The Python face: `likewise.report`, `effect`, `policy` and `read`, and what they return."""

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import pyarrow.parquet as pq

from likewise.answers.policy import Rule, checked, label_time, read_rules
from likewise.answers.policy.labels import check_labeler
from likewise.destination import REPORT, Destination, folder_for, published, require_apart
from likewise.engine import Engine, LakePlace, open_duckdb
from likewise.errors import InputError
from likewise.ingest.options import HowRead, ReadOptions
from likewise.pipeline import (
    Settings,
    analyse,
    answer_claims,
    describe,
    holds_result,
    intact,
    read_run,
    write_answer,
    write_run,
    write_tables,
)
from likewise.secrets import keeps_secrets
from likewise.show.canonical import Tables, canonical
from likewise.show.catalogue import require_language
from likewise.show.claims_file import claims_told, exports_of, owner_told, questions_told, write_claims
from likewise.show.effect import EffectAnswer, effect
from likewise.show.explained import Explained
from likewise.show.frame import Frame
from likewise.show.group_dates import require_known, spans
from likewise.show.lookup import ReadAs
from likewise.show.lookup import explain as look_up
from likewise.show.machine import Machine
from likewise.show.numerals import Lang
from likewise.show.policy import Policy, propose
from likewise.show.policy_files import place_of
from likewise.show.report import render
from likewise.show.trim import trim
from likewise.sources import Data, Draft, read_paths, require_mostly_read, resume
from likewise.sources import read as read_sources

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["EffectAnswer", "Result", "Say", "Tables", "effect", "policy", "read", "report", "tables_alone"]

Say = Callable[[str], None]
Fill = Callable[[Engine, Path], Draft | None]


class Result:
    """A finished report: its folder, and its tables, read from there when they are asked for."""

    def __init__(self, folder: Path, keep: tempfile.TemporaryDirectory[str] | None = None) -> None:
        self.folder = folder
        # A result that nobody named a folder for lives as long as this object.
        self._keep = keep

    def _frame(self, name: str) -> Frame:
        file = self.folder / f"{name}.parquet"
        if not file.exists() and (place := self.run.get("tables")):
            raise InputError.of("results.too_large", name=name, folder=self.folder, place=place)
        with intact(file):
            return Frame(pq.read_table(file))

    @property
    def groups(self) -> Frame:
        """Found groups: size, probability, kind, span, and every fact with its bits."""
        return self._frame("groups")

    @property
    def campaigns(self) -> Frame:
        """What groups in lockstep were for: a row a post, with its days and how many members acted on it."""
        return self._frame("campaigns")

    @property
    def members(self) -> Frame:
        """Who belongs to which group, with what probability."""
        return self._frame("members")

    @property
    def pairs(self) -> Frame:
        """Pairs of accounts that like each other, with the bits of each fact."""
        return self._frame("pairs")

    @property
    def events_exchanged(self) -> Frame:
        """Events that were probably traded."""
        return self._frame("events_exchanged")

    @property
    def posts(self) -> Frame:
        """Posts, raw and real counts beside each other."""
        return self._frame("posts")

    @property
    def accounts(self) -> Frame:
        """Accounts: probability, raw and real engagement, health, and what it rests on."""
        return self._frame("accounts")

    @property
    def health(self) -> Frame:
        """Each part of each account's health, with its interval and what it rests on."""
        return self._frame("health")

    @property
    def effects(self) -> Frame:
        """What joining and leaving did, outcome by outcome and step by step, and the checks of it."""
        return self._frame("effects")

    @property
    def levers(self) -> Frame:
        """What honest habits do for deep engagement, and what the same hour in a group does."""
        return self._frame("levers")

    @property
    def claims(self) -> list[dict[str, Any]]:
        """The nine claims as claims.json has them: id, verdict, effect, low, high, n, method, texts."""
        with intact(self.folder / "claims.json") as file:
            said: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
        return said

    @property
    def rejected(self) -> Frame:
        """Rows of the input that were set aside, and why."""
        return self._frame("rejected")

    @property
    def run(self) -> dict[str, Any]:
        """What run.json says: version, engine, rows, seconds a step, peak memory, seed."""
        return read_run(self.folder)

    @property
    def html(self) -> Path:
        """Where the report page is."""
        return self.folder / "report.html"

    def explain(self, name: str, other: str | None = None, *, read_as: ReadAs | None = None) -> Explained:
        """What speaks for and against an account, a group, or two accounts as a pair: facts in bits, in words.

        The answer has `.in_words(lang)` and `.to_dict(lang)`, `lang` being "en" or "zh". A name that is both an
        account and a group is read as the account, unless `read_as` is "group". Raises InputError when there
        is nothing of that name.
        """
        return look_up(self.folder, name, other, read_as)

    def policy(
        self,
        rule: str | Path | Sequence[Rule],
        out: str | Path | None = None,
        *,
        lang: Lang = "en",
        labeler: str | None = None,
        at: str | datetime | None = None,
        memory: str | None = None,
        overwrite: bool = False,
    ) -> Policy:
        """What rules would do to this report's accounts, and how many honest ones they would hurt; acts on nobody.

        `rule` is a rule file (see docs/policy.md) or a list of `Rule`. `out` is a folder for the review queue and
        the figures; left out, nothing is written. `labeler` is the DID that proposed labels come from, `at` their
        time (the last like in any found group when left out); `lang` is the language of the evidence. With `overwrite`,
        files of the same names are replaced that likewise did not write.

        Raises InputError for a rule, a DID or a time that can't be meant, OutputError for a folder that can't be
        written, or whose review queue holds somebody's decisions.
        """
        read = read_paths(self.folder, rule if isinstance(rule, str | Path) else None)
        rules = _meant(rule, out, labeler, at, read, overwrite)
        with open_duckdb(memory) as engine:
            made = propose(engine, self.folder, rules, lang=lang, labeler=labeler, at=label_time(at))
        made = replace(made, read=read)
        if out is not None:
            made.write(out, overwrite=overwrite)
        return made

    def __repr__(self) -> str:
        return f"Result({self.folder})"


@keeps_secrets
def report(
    data: Data,
    out: str | Path | None = None,
    *,
    engine: str = "duckdb",
    memory: str | None = None,
    threads: int | None = None,
    scratch: str | Path | None = None,
    spark: "str | SparkSession | None" = None,
    tables: str | None = None,
    seed: int = 0,
    lang: Lang = "en",
    group_dates: Sequence[str] = (),
    since: str | date | None = None,
    state: str | Path | None = None,
    overwrite: bool = False,
    say: Say | None = None,
    **how: Unpack[HowRead],
) -> Result:
    """Find groups that trade engagement in `data`, take it out of the counts, test nine claims, write the report.

    `data` is a path (file, folder or DuckDB database), a list of paths, an Arrow, pandas or Polars frame
    of events, or a dict of frames {"events": …, "posts": …, "accounts": …}. `out` is a new or empty
    folder, or one with an earlier result, and never one that names, holds or replaces what is read; with `overwrite`,
    files of the result's names are replaced that likewise did not write, and all others kept.
    Left out, the result lives in a temporary folder as long as the
    returned object. `memory` is the engine's limit, such as "4GB". `group_dates` are days in which a creator used a
    group, both ends included, as "2026-03-01..2026-04-15" (in the zone that the source declares, else in `timezone`;
    "name=…" for one account alone): the claims are then tested on the posts' own numbers around these days. With the
    engine "spark", `spark` is a session or the address of a master, and `tables` a place of the lake for the result
    tables that are too many for `out`. `say` is called with each step's name as it begins. `how` says how data are
    read that don't say it themselves (`mapping`, `timezone`, `read_as` …): see
    `likewise.ingest.options.ReadOptions`.

    `state` is a folder that keeps what was read for the next run; with `since` (a day in `timezone`) only events from
    that day on are read, and put to those that the state holds. The state is replaced when the report is whole.

    Raises InputError, MappingError, OutputError or EngineError (all LikewiseError) with a sentence for the
    person who asked.
    """
    require_language(lang)
    # What can't be meant is said before any data is read; whose days they are, the data tell.
    options = ReadOptions.of(**how)
    spans(group_dates, options.timezone or "UTC", lang)
    machine = Machine(engine, memory, threads, scratch, spark, tables)
    if since is not None and state is None:
        raise InputError.of("state.since_needs_state")
    read = read_paths(data, state)
    place = None if out is None else folder_for(out, REPORT, read=read, overwrite=overwrite)
    for option, kept in (("--state", state), ("--tables", machine.local_tables)):
        if kept is not None:
            require_apart(kept, read_paths(data), option)
    cut = resume(state, since, options.mapping, options.timezone or "UTC") if state is not None else None
    settings = Settings(options, seed, cut)

    def fill(opened: Engine, folder: Path) -> Draft | None:
        return _fill(opened, data, settings, group_dates, folder, machine.place(), lang, say or (lambda _: None))

    return _made(place, fill, machine)


@keeps_secrets
def tables_alone(
    data: Data,
    *,
    engine: str = "duckdb",
    memory: str | None = None,
    threads: int | None = None,
    scratch: str | Path | None = None,
    spark: "str | SparkSession | None" = None,
    say: Say | None = None,
    **how: Unpack[HowRead],
) -> Result:
    """As `report`, but no claim is tested and no page drawn, which takes most of its time: for one table or card.

    The result has no claims, effects and levers, and health takes leaving to change nothing.
    """
    settings = Settings(ReadOptions.of(**how))

    def fill(opened: Engine, folder: Path) -> None:
        analysis = analyse(opened, data, settings, say or (lambda _: None))
        with analysis.clock.step("write"):
            write_tables(opened, folder)
        write_run(describe(opened, analysis), folder)

    return _made(None, fill, Machine(engine, memory, threads, scratch, spark))


def _made(place: Destination | None, fill: Fill, machine: Machine) -> Result:
    """A result that `fill` writes: whole in its folder, or not at all."""
    keep = tempfile.TemporaryDirectory(prefix="likewise-result-") if place is None else None
    to = place or folder_for(Path(keep.name if keep else "") / "result", REPORT)
    with machine.opened() as opened, published(to) as unfinished:
        draft = fill(opened, unfinished)
    if draft is not None:
        draft.publish()
    return Result(to.shown, keep)


@keeps_secrets
def policy(
    data: Data | Result,
    rule: str | Path | Sequence[Rule],
    out: str | Path | None = None,
    *,
    memory: str | None = None,
    lang: Lang = "en",
    labeler: str | None = None,
    at: str | datetime | None = None,
    overwrite: bool = False,
    say: Say | None = None,
    **how: Unpack[HowRead],
) -> Policy:
    """What rules would do to the accounts in `data`, which is a finished report, its folder, or data as for `report`.

    What is wrong with the rule or the options is said before any data is read. Everything else is as in
    `Result.policy` and `report`.
    """
    read = read_paths(data.folder if isinstance(data, Result) else data, rule if isinstance(rule, str | Path) else None)
    rules = _meant(rule, out, labeler, at, read, overwrite)
    if isinstance(data, str | Path) and holds_result(Path(data)):
        data = Result(Path(data))
    if not isinstance(data, Result):
        data = tables_alone(data, memory=memory, say=say, **how)
    made = replace(data.policy(rules, lang=lang, labeler=labeler, at=at, memory=memory), read=read)
    if out is not None:
        made.write(out, overwrite=overwrite)
    return made


def _meant(
    rule: str | Path | Sequence[Rule],
    out: str | Path | None,
    labeler: str | None,
    at: str | datetime | None,
    read: tuple[Path, ...],
    overwrite: bool,
) -> tuple[Rule, ...]:
    """The rules asked for; LikewiseError when they, the folder, the DID or the time can't be meant."""
    rules = read_rules(rule) if isinstance(rule, str | Path) else checked(rule)
    if labeler is not None:
        check_labeler(labeler)
    label_time(at)
    if out is not None:
        place_of(out, read, overwrite)
    return rules


def _fill(
    engine: Engine,
    data: Data,
    settings: Settings,
    group_dates: Sequence[str],
    folder: Path,
    place: LakePlace | None,
    lang: Lang,
    say: Say,
) -> Draft | None:
    analysis = analyse(engine, data, settings, say)
    dates = spans(group_dates, analysis.reading.zone, lang)
    require_known(engine, dates, lang)
    answered = answer_claims(engine, analysis, dates)
    with analysis.clock.step("write"):
        write_tables(engine, folder, place)
        write_answer(answered, folder)
        write_claims(claims_told(answered), folder)
    run = describe(engine, analysis)
    run |= {"answered_from": "posts" if answered.creator else "likes"}
    run |= {} if place is None else {"tables": place.said}
    run |= {"questions": questions_told(answered, analysis.reading.zone)}
    run |= {"whose": owner_told(answered, exports_of(analysis.reading))}
    with analysis.clock.step("show"):
        page = render(trim(engine, folder, run), lang)
        (folder / "report.html").write_text(page, encoding="utf-8")
    write_run(run, folder)
    return analysis.draft


@keeps_secrets
def read(data: Data, *, memory: str | None = None, **how: Unpack[HowRead]) -> Tables:
    """Read `data` into the canonical tables, as `report` would; nothing is analysed.

    Raises InputError or MappingError with a sentence for the person who asked.
    """
    with open_duckdb(memory) as engine:
        found = read_sources(engine, data, **how)
        if not ReadOptions.of(**how).partial:
            require_mostly_read(engine, found)
        names = ("event", "post", "account", "drop", "rejected")
        event, post, account, drop, rejected = (Frame(canonical(engine, name)) for name in names)
        return Tables(event, post, account, drop, rejected, found)
