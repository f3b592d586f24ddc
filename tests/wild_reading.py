"""What the tests of wild inputs share: what was read as plain rows, and what following a refusal's advice leads to."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from typer.testing import CliRunner

import likewise
from likewise.engine import open_duckdb
from likewise.errors import LikewiseError
from likewise.show import cli
from likewise.show.checked import in_words
from likewise.show.numerals import Lang
from likewise.sources import CheckReport, check

WILD = Path(__file__).parent / "wild"

STEPS = 4
"""How many pieces of advice are followed, one after the other; a file with more unknown columns isn't in the tests."""

Row = dict[str, Any]
Options = dict[str, Any]
Outcome = Literal["right", "wrong", "refused", "goes round"]


@dataclass(frozen=True)
class Found:
    """The tables that a reading gives, as rows."""

    events: list[Row]
    posts: list[Row]
    accounts: list[Row]
    rejected: list[Row]
    drops: list[Row]

    def acts(self, *columns: str) -> list[tuple[Any, ...]]:
        """The events in these columns (who, on what, and how when left out), sorted."""
        return _sorted(self.events, columns or ("actor", "post", "kind"))

    def of_posts(self, *columns: str) -> list[tuple[Any, ...]]:
        """The posts in these columns, sorted."""
        return _sorted(self.posts, columns)

    def of_accounts(self, *columns: str) -> list[tuple[Any, ...]]:
        """The accounts in these columns, sorted."""
        return _sorted(self.accounts, columns)


Right = Callable[[Found], None]
"""Asserts that a reading is right."""


def _sorted(rows: Sequence[Row], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    return sorted((tuple(row.get(name) for name in columns) for row in rows), key=lambda row: [str(one) for one in row])


def read(data: Any, **options: Any) -> Found:
    """Read as `likewise.read` does."""
    tables = likewise.read(data, **options)
    frames = (tables.events, tables.posts, tables.accounts, tables.rejected, tables.drops)
    return Found(*map(_plain, frames))


def _plain(frame: Any) -> list[Row]:
    rows: list[Row] = frame.to_arrow().to_pylist()
    return rows


def report(data: Any, out: Path, **options: Any) -> likewise.Result:
    """Report as `likewise.report` does."""
    return likewise.report(data, out, **options)


def utc(text: str) -> datetime:
    """A moment in UTC, as 2031-04-01 10:00."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


COMMAND = [sys.executable, "-c", "from likewise.show.cli import main; main()"]


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def command(*words: str | Path) -> Done:
    """Run the command line as a person does.

    English runs in this process, which saves the time that loading takes; another language is chosen as the module
    loads, and needs a process of its own.
    """
    typed = [*map(str, words)]
    if cli.LANG != "en" or "--lang" in typed:
        environment = {**os.environ, "LANG": "C.UTF-8", "COLUMNS": "160"}
        done = subprocess.run([*COMMAND, *typed], capture_output=True, text=True, check=False, env=environment)
        return Done(done.returncode, done.stdout, done.stderr)
    ended = CliRunner().invoke(cli.app, typed)
    if isinstance(ended.exception, LikewiseError):
        return Done(2, ended.stdout, f"error: {ended.exception}\n")
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return Done(ended.exit_code, ended.stdout, ended.stderr)


def told(*words: str | Path) -> str:
    """What a command that succeeds prints."""
    done = command(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def checked(*words: str | Path) -> dict[str, Any]:
    """What `likewise check --json` says."""
    said: dict[str, Any] = json.loads(told("check", *words, "--json"))
    return said


def check_report(data: Any) -> CheckReport:
    """What `check` makes of data."""
    with open_duckdb() as engine:
        return check(engine, data)


def check_text(data: Any, lang: Lang = "en") -> str:
    """What `check` says of data, in words."""
    return in_words(check_report(data), lang)


def attempt(data: Any, **options: Any) -> Found | LikewiseError:
    """What was read, or how reading was refused."""
    try:
        return read(data, **options)
    except LikewiseError as error:
        return error


def refusal(data: Any, **options: Any) -> LikewiseError | None:
    """How reading is refused; None when it isn't."""
    found = attempt(data, **options)
    return found if isinstance(found, LikewiseError) else None


def right_or_refused(data: Any, right: Right, cause: str, **options: Any) -> None:
    """Assert that data is read right, or refused for this cause (a pattern) with advice that ends in the right reading.

    A refusal without advice is as good; one that shows several readings must have the right one among them.
    """
    error = attempt(data, **options)
    if isinstance(error, Found):
        right(error)
        return
    assert re.search(cause, str(error), re.IGNORECASE), f"the refusal doesn't name the cause ({cause}): {error}"
    ways = proposals(str(error))
    outcomes = {way.said: follow(way.data(data), right, way.merged(options), STEPS) for way in ways}
    said = f"{error}\nfollowed: {outcomes}"
    assert "goes round" not in outcomes.values(), said
    assert not ways or "right" in outcomes.values(), said


def never_wrong(data: Any, right: Right, **options: Any) -> None:
    """Assert that data is read right or refused, and that no single piece of advice ends in a wrong reading."""
    error = attempt(data, **options)
    if isinstance(error, Found):
        right(error)
        return
    ways = proposals(str(error))
    outcomes = {way.said: follow(way.data(data), right, way.merged(options), STEPS) for way in ways}
    said = f"{error}\nfollowed: {outcomes}"
    assert "goes round" not in outcomes.values(), said
    assert "wrong" not in outcomes.values() or "right" in outcomes.values(), said


def follow(data: Any, right: Right, options: Options, steps: int) -> Outcome:
    """What reading with these options comes to, when the advice of each further refusal is followed, too."""
    error = attempt(data, **options)
    if isinstance(error, Found):
        try:
            right(error)
        except AssertionError:
            return "wrong"
        return "right"
    outcomes: list[Outcome] = []
    for way in proposals(str(error)):
        merged = way.merged(options)
        if steps == 0 or (merged == options and way.data(data) == data):
            return "goes round"
        outcomes.append(follow(way.data(data), right, merged, steps - 1))
    for outcome in ("goes round", "right", "wrong"):
        if outcome in outcomes:
            return outcome
    return "refused"


def advised(data: Any, options: Options, steps: int = STEPS) -> list[tuple[str, str]]:
    """Every mapping that is proposed when advice is followed: canonical column and source column."""
    error = refusal(data, **options)
    if error is None or steps == 0:
        return []
    found: list[tuple[str, str]] = []
    for way in proposals(str(error)):
        found += [(name.rpartition(".")[2], source) for name, source in way.mapping.items()]
        if way.merged(options) != options:
            found += advised(way.data(data), way.merged(options), steps - 1)
    return found


@dataclass
class Way:
    """One proposal of a message: options that are to be typed together, and what is put behind the file's name."""

    said: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    read_as: dict[str, str] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)
    suffix: str = ""

    def put(self, option: str, value: str) -> bool:
        """Take one option up; False when it is already there, so that it belongs to another proposal."""
        if option == "map":
            name, _, source = value.partition("=")
            if self.mapping.get(name, source) != source:
                return False
            self.mapping[name] = source
        elif option == "as":
            name, _, table = value.rpartition("=")
            if self.read_as.get(name, table) != table:
                return False
            self.read_as[name] = table
        elif option == "keep-id":
            self.others["keep_ids"] = (*self.others.get("keep_ids", ()), value)
        else:
            named = {"tz": "timezone"}.get(option, option)
            if self.others.get(named, value) != value:
                return False
            self.others[named] = value
        self.said += f" --{option} {value}"
        return True

    def merged(self, options: Options) -> Options:
        """These options put to those already given."""
        merged = {**options, **self.others}
        if self.mapping:
            merged["mapping"] = {**options.get("mapping", {}), **self.mapping}
        if self.read_as:
            merged["read_as"] = self.read_as.get("") or self.read_as
        return merged

    def data(self, data: Any) -> Any:
        """The data as it is to be typed."""
        return f"{data}{self.suffix}" if self.suffix else data


_OPTION = re.compile(
    r"--(?P<option>map|as|decimal|dates|keep-id|tz|taken)[ =]"
    r"(?P<value>\"[^\"]+\"|'[^']+'|(?:\\ |[^\s`\"'，；。、）)])+)"
    r"|--(?P<flag>partial)\b"
    r"|(?<=\S)(?P<suffix>:as=[a-z]+)"
)
_PLACEHOLDER = re.compile(r"…|\.\.\.|[|<>]|=(?:source_column|COLUMN|NAME|SOURCE|列名|源列)$|^(?:TABLE|COLUMN|NAME)$")
_JOINED = re.compile(r"[\s`,，、]*(?:and|和|与|加|with|--(?:out|lang) \S+)?[\s`,，、]*")
_READINGS = {"map", "as", "decimal", "dates", "partial"}
"""Options that change what is read as what; a message with others alone proposes no reading."""


def proposals(message: str) -> list[Way]:
    """What a message tells to type: options that stand side by side are one proposal, others are alternatives."""
    ways: list[Way] = []
    end = -1
    for option, value, start, stop in _options(message):
        beside = end >= 0 and _JOINED.fullmatch(message[end:start]) is not None
        end = stop
        if option == "suffix":
            ways.append(Way(said=value, suffix=value))
        elif not (beside and ways and ways[-1].put(option, value)):
            ways.append(Way())
            ways[-1].put(option, value)
    return [way for way in ways if way.mapping or way.read_as or way.suffix or way.others.keys() & _READINGS]


def _options(message: str) -> Iterator[tuple[str, Any, int, int]]:
    """Each option of a message with its value and where it stands; placeholders are no values."""
    for match in _OPTION.finditer(message):
        if match["flag"]:
            yield "partial", True, *match.span()
        elif match["suffix"]:
            yield "suffix", match["suffix"], *match.span()
        else:
            value = "".join(shlex.split(match["value"].rstrip(".,:;"))) if match["value"] else ""
            if not _PLACEHOLDER.search(value):
                yield match["option"], value, *match.span()
