"""What is said of how a file was read: what rows and columns stand for, its times, its numbers, signs for nobody."""

import re
from collections.abc import Collection, Mapping, Sequence

from likewise.engine import Engine
from likewise.ingest.match.helping import CLOCK
from likewise.sources.judge import Judged
from likewise.sources.known import Part
from likewise.sources.plan import ESTIMATED
from likewise.sources.profile import Profile
from likewise.sources.reading import Assumption
from likewise.sources.source import Source
from likewise.sources.times import WRITTEN
from likewise.sources.types import Family
from likewise.tables import EVENTS, KINDS_ON_AN_ACCOUNT, POSTS, TABLES, Table

CHINESE_SAMPLE = 200
"""Rows whose texts are looked at to tell whether a file is Chinese."""

_HAN, _KANA = "[一-鿿]", "[぀-ヿ가-힯]"


def of_times(
    names: Mapping[str, str], families: Mapping[str, Family], found: Profile, timezone: str, chinese: bool
) -> tuple[Assumption, ...]:
    """Return how times are read that don't say it themselves; `names` are the columns that canonical ones are from.

    `chinese` says that the file's words are Chinese and nobody has said a zone.
    """
    said: list[Assumption] = []
    for name, style in found.times.items():
        if (column := names.get(name)) is None:
            continue
        if style.unit:
            keys = {"days": "time_excel", "mixed": "time_mixed", **dict.fromkeys(WRITTEN, "time_digits")}
            values = {"column": column, "unit": style.unit, "timezone": timezone}
            said.append(Assumption(keys.get(style.unit, "time_epoch"), values))
        if style.order:
            said.append(Assumption(style.order, {"column": column}))
        if has_clock(found, families, name):
            said.append(Assumption("time_zone", {"column": column, "timezone": timezone}))
            said += [Assumption("chinese_times", {"column": column})] * chinese
    return tuple(said)


def has_clock(found: Profile, families: Mapping[str, Family], name: str) -> bool:
    """Whether a column has times that don't say their zone."""
    style = found.times.get(name)
    return style is not None and (style.naive or families[name] == "naive")


def of_numbers(names: Mapping[str, str], found: Profile) -> tuple[Assumption, ...]:
    """Return which sign stands before decimals, in columns where that isn't plain."""
    return tuple(one for name, one in found.said.items() if name in names)


def of_rows(outcome: Judged, file: str, names: Mapping[str, str], taken: str | None) -> tuple[Assumption, ...]:
    """Return what the rows of one file show: signs for nobody, times that are estimates."""
    said = [
        Assumption(
            "wordless" if one.of_words else "nobody", {"sign": one.sign, "column": one.column, "rows": f"{one.rows:,}"}
        )
        for one in outcome.nobody
        if one.file == file
    ]
    said += [
        Assumption("times_estimated", {"column": names.get(column, column), "taken": taken or ""})
        for (reason, column), files in outcome.noticed.items()
        if reason == ESTIMATED and file in files
    ]
    return tuple(said)


def is_estimated(outcome: Judged, file: str) -> bool:
    """Return whether some of a file's times are estimates."""
    return any(reason == ESTIMATED and file in files for (reason, _), files in outcome.noticed.items())


def reads_chinese(engine: Engine, raw: str, batch: Sequence[Source]) -> bool:
    """Return whether the words of files are Chinese: their columns' names, or what a sample of rows says."""
    names = " ".join(name for source in batch for name in source.opened.names)
    if re.search(_KANA, names):
        return False  # Japanese or Korean, though some of it is written as in China
    if re.search(_HAN, names):
        return True
    first = batch[0]
    texts = [
        f"coalesce(cast(raw_{name} as varchar), '')"
        for name in first.matches
        if first.table is not None and name in TABLES[first.table.name].names
        if first.table.column(name).role in ("text", "label")
    ]
    if not texts:
        return False
    said = f"(select {' || '.join(texts)} as said from {raw} limit {CHINESE_SAMPLE})"
    han, kana = (f"count(*) filter (regexp_matches(said, '{signs}'))" for signs in (_HAN, _KANA))
    row = engine.arrow(f"select {han} as han, {kana} as kana from {said}").to_pylist()[0]
    return int(row["han"]) > 2 * int(row["kana"])


def kind_assumed(source: Source) -> tuple[Assumption, ...]:
    """Return what every event is, where no column says it."""
    if source.telling:
        return (Assumption("kind_is_told", {"kind": source.kind, "column": source.telling}),)
    return (Assumption("kind_is_constant", {"kind": source.kind}),) * bool(source.kind)


def postless(table: Table, kind: str, matches: Collection[str]) -> tuple[Assumption, ...]:
    """Return what follows from events without posts, where they aren't of a kind that goes to an account."""
    without = table is EVENTS and "post" not in matches and kind not in KINDS_ON_AN_ACCOUNT
    return (Assumption("no_post_column"),) * without


def stands_for(source: Source, composed_of: Sequence[Assumption]) -> tuple[Assumption, ...]:
    """Return how columns of a source that isn't known are read, by their names or for want of another."""
    matches = source.matches
    said = [Assumption("percent", {"column": matches[name]}) for name in sorted(source.percent)]
    said += [Assumption("multiple", {"column": matches[name], "factor": f"{n:,}"}) for name, n in source.multiples]
    of_values = sorted(source.by_values & set(matches))
    said += [Assumption("by_values", {"column": matches[name], "canonical": name}) for name in of_values]
    if CLOCK in matches:
        said.append(Assumption("day_and_clock", {"column": matches["time"], "clock": matches[CLOCK]}))
    said += composed_of
    dated = any(one.key == "post_is_title_and_time" for one in composed_of)
    if not dated and source.table is POSTS and matches["post"] == matches.get("text"):
        said.append(Assumption("post_is_title", {"column": matches["post"]}))
    return tuple(said)


def declared(part: Part, names: Mapping[str, str]) -> tuple[Assumption, ...]:
    """Return how the source writes the shares that a file holds."""
    shares = sorted((name, style) for name, style in part.shares.items() if name in names)
    return tuple(Assumption(f"known_{style}", {"column": names[name]}) for name, style in shares)
