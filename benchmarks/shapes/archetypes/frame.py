"""What every archetype is made with: a draw of styles, names of files, and the plainest columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from benchmarks.shapes import containers, names, numbers, times, words, world
from benchmarks.shapes.sheet import Builder, Cell, Sheet, Style
from benchmarks.shapes.truth import Case, Row, Truth

NEUTRAL = (
    "export",
    "data",
    "data (1)",
    "download",
    "untitled",
    "Sheet1",
    "result",
    "query_result",
    "out",
    "dump_2026-05-03",
)
NEUTRAL_ZH = ("导出", "数据", "新建文件", "表格", "结果", "导出数据 (1)", "export")

MISSING: Sequence[Cell] = ("", "", "", "NA", "null", "None", "-", "--", "\\N", "N/A", "nan", "NULL")
"""Signs that a cell holds nothing, as R, Python, databases and people write them."""

Make = Callable[["Draw"], Case]


@dataclass(frozen=True)
class Archetype:
    """A kind of file that people bring; `rule` is how a careful person tells what it is, and from what."""

    name: str
    rule: str
    make: Make


@dataclass
class Draw:
    """One draw: the chance, the language, and everything that files of one bringer share."""

    rng: Random
    language: str = ""
    style: Style = field(init=False)

    def __post_init__(self) -> None:
        rng = self.rng
        weights = {"en": 45, "zh": 30, "es": 9, "de": 8, "pt": 4, "ja": 4}
        self.language = self.language or rng.choices(list(weights), list(weights.values()))[0]
        self.styled(containers.draw_flat(rng))

    def styled(self, container: str, language: str = "") -> Style:
        """Draw the style of a file in this container, and keep it."""
        rng = self.rng
        self.language = language or self.language
        typed = container not in {"csv", "csv.gz", "zip", "folder"}
        restyled = self.language == "en" and rng.random() < 0.25
        dotted = container in {"csv", "csv.gz", "parquet"} and self.language == "en" and rng.random() < 0.05
        zone = times.ZONES.get(self.language)
        self.style = Style(
            language=self.language,
            numbers=numbers.PLAIN if typed and rng.random() < 0.6 else numbers.draw_style(rng, self.language),
            times=times.draw_style(rng, self.language, container in {"parquet", "xlsx"}),
            told=zone if zone and rng.random() < 0.35 else None,
            missing=None if typed and rng.random() < 0.7 else rng.choice(MISSING),
            container=container,
            names=rng.choice(names.STYLES[1:]) if restyled else names.AS_SEEN,
            prefix=rng.choice(names.PREFIXES) if dotted else "",
        )
        return self.style

    def one_of(self, *values: Any) -> Any:
        """Return one of the values."""
        return self.rng.choice(values)

    def chance(self, share: float) -> bool:
        """Return true in that share of draws."""
        return self.rng.random() < share

    def rows(self, least: int = 12, most: int = 300) -> int:
        """Return a number of rows; small tables are commoner than large ones."""
        return int(least * (most / least) ** (self.rng.random() ** 1.5))

    def world(self, people: int, posts: int, **ids: str) -> world.World:
        """Return a world of that size."""
        return world.draw_world(self.rng, self.language, people, posts, **ids)

    def builder(self, name: str) -> Builder:
        """Return a builder of a sheet."""
        return Builder(self.rng, self.style, name)

    def stem(self, helpful: Sequence[str], misleading: Sequence[str] = (), neutral: bool = True) -> str:
        """Return a file's name: one that helps, one that says nothing, or (rarely) one that misleads."""
        at = self.rng.random()
        if misleading and at < 0.06:
            return self.rng.choice(list(misleading))
        if not neutral or at < 0.5:
            return self.rng.choice(list(helpful))
        return self.rng.choice(NEUTRAL_ZH if self.language == "zh" else NEUTRAL)

    def case(self, name: str, build: Builder, truth: Truth, stem: str) -> Case:
        """Return the case of one table in one file."""
        if build.doubtful and truth.expected == "read":
            truth.expected = "either"
        return Case(name, [self.finished(build.sheet(), stem)], truth, self.style.container, stem, self.style.told)

    def finished(self, sheet: Sheet, stem: str) -> Sheet:
        """Return the sheet under the file's name, with the style's sign where a value is missing."""
        return Sheet(stem, sheet.filled(self.style.missing).columns)


def after(w: world.World) -> datetime:
    """Return a moment after everything that happened in a world."""
    return w.last_day + timedelta(days=20)


def event(act: world.Act, time: datetime, *, author: bool, kind: str = "", text: str | None = None) -> Row:
    """Return the canonical row of an act; `author` tells whether the file names whose post it is."""
    return {
        "actor": act.actor.id,
        "author": act.author.id if author else None,
        "post": act.post.id if act.post else None,
        "kind": kind or act.kind,
        "time": time,
        "text": text,
    }


def handles(w: world.World) -> dict[str, str]:
    """Return the people's handles by id: another name for the same people."""
    return {person.id: person.handle for person in w.people}


def urls(w: world.World) -> dict[str, str]:
    """Return the posts' addresses by id: another name for the same posts."""
    return {post.id: post.url for post in w.posts}


FLAT_LANGUAGES = words.LANGUAGES
