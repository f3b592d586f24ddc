"""The Python face: `likewise.report` and `likewise.read`, and what they return."""

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from likewise.engine import DuckDBEngine, open_duckdb
from likewise.errors import EngineError, LikewiseError
from likewise.pipeline import Settings, analyse, check_folder, describe, published, write_run, write_tables
from likewise.show.explained import Explained
from likewise.show.frame import Frame
from likewise.show.lookup import ReadAs
from likewise.show.lookup import explain as look_up
from likewise.show.numerals import Lang
from likewise.show.report import render
from likewise.show.trim import trim
from likewise.sources import Data
from likewise.sources import read as read_sources

Say = Callable[[str], None]


class Tables:
    """The three canonical tables as they were read: `events`, `posts`, `accounts`, and `rejected`."""

    def __init__(self, events: Frame, posts: Frame, accounts: Frame, rejected: Frame) -> None:
        self.events = events
        self.posts = posts
        self.accounts = accounts
        self.rejected = rejected

    def __repr__(self) -> str:
        named = {name: len(frame) for name, frame in vars(self).items()}
        return f"Tables({', '.join(f'{name}: {rows} rows' for name, rows in named.items())})"


class Result:
    """A finished report: its folder, and its tables, read from there when they are asked for."""

    def __init__(self, folder: Path, keep: tempfile.TemporaryDirectory[str] | None = None) -> None:
        self.folder = folder
        # A result that nobody named a folder for lives as long as this object.
        self._keep = keep

    def _frame(self, name: str) -> Frame:
        return Frame(pq.read_table(self.folder / f"{name}.parquet"))

    @property
    def groups(self) -> Frame:
        """Found groups: size, probability, kind, span, and every fact with its bits."""
        return self._frame("groups")

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
    def rejected(self) -> Frame:
        """Rows of the input that were set aside, and why."""
        return self._frame("rejected")

    @property
    def run(self) -> dict[str, Any]:
        """What run.json says: version, engine, rows, seconds a step, peak memory, seed."""
        said: dict[str, Any] = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
        return said

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

    def __repr__(self) -> str:
        return f"Result({self.folder})"


def report(
    data: Data,
    out: str | Path | None = None,
    *,
    mapping: Mapping[str, str] | None = None,
    timezone: str = "UTC",
    engine: str = "duckdb",
    memory: str | None = None,
    threads: int | None = None,
    scratch: str | Path | None = None,
    seed: int = 0,
    lang: Lang = "en",
    say: Say | None = None,
) -> Result:
    """Find groups that trade engagement in `data`, take it out of the counts, and write the report.

    `data` is a path (file, folder or DuckDB database), a list of paths, an Arrow, pandas or Polars frame
    of events, or a dict of frames {"events": …, "posts": …, "accounts": …}. `out` is a new or empty
    folder, or one with an earlier result; left out, the result lives in a temporary folder as long as the
    returned object. `mapping` says which source column is which, as {"actor": "user_id"}. `memory` is the
    engine's limit, such as "4GB". `say` is called with each step's name as it begins.

    Raises InputError, MappingError, OutputError or EngineError (all LikewiseError) with a sentence for the
    person who asked.
    """
    if lang not in {"en", "zh"}:
        raise LikewiseError(f"there is no language {lang!r}; there is 'en' and 'zh'")
    keep = tempfile.TemporaryDirectory(prefix="likewise-result-") if out is None else None
    folder = Path(keep.name) / "result" if keep else Path(str(out))
    check_folder(folder)
    settings = Settings(mapping or {}, timezone, seed)
    with _open(engine, memory, threads, scratch) as opened, published(folder) as unfinished:
        _fill(opened, data, settings, unfinished, lang, say or (lambda _: None))
    return Result(folder, keep)


def _fill(engine: DuckDBEngine, data: Data, settings: Settings, folder: Path, lang: Lang, say: Say) -> None:
    analysis = analyse(engine, data, settings, say)
    with analysis.clock.step("write"):
        write_tables(engine, folder)
    run = describe(engine, analysis)
    with analysis.clock.step("show"):
        page = render(trim(engine, folder, run), lang)
        (folder / "report.html").write_text(page, encoding="utf-8")
    write_run(run, folder)


def read(
    data: Data, *, mapping: Mapping[str, str] | None = None, timezone: str = "UTC", memory: str | None = None
) -> Tables:
    """Read `data` into the canonical tables, as `report` would; nothing is analysed.

    Raises InputError or MappingError with a sentence for the person who asked.
    """
    with open_duckdb(memory) as engine:
        read_sources(engine, data, mapping=mapping, timezone=timezone)
        return Tables(*(Frame(_canonical(engine, name)) for name in ("event", "post", "account", "rejected")))


def _canonical(engine: DuckDBEngine, name: str) -> Any:
    """A source table with times as timestamps in UTC."""
    times = [column for column in engine.columns(f"source_{name}") if column in {"time", "created"}]
    replaced = ", ".join(f"make_timestamp({column}) at time zone 'UTC' as {column}" for column in times)
    return engine.arrow(f"select * {f'replace ({replaced})' if times else ''} from source_{name}")


def _open(engine: str, memory: str | None, threads: int | None, scratch: str | Path | None) -> DuckDBEngine:
    if engine != "duckdb":
        raise EngineError(f"there is no engine named {engine!r}; this version has: duckdb")
    return open_duckdb(memory, threads, scratch)
