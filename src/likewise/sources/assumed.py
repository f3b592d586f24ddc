"""What is told of how a file's cells were read: its times, its numbers, signs for nobody."""

from collections.abc import Mapping, Sequence

from likewise.engine import Engine
from likewise.sources.judge import Judged
from likewise.sources.plan import ESTIMATED
from likewise.sources.profile import Profile
from likewise.sources.reading import Assumption
from likewise.sources.source import Source
from likewise.sources.times import WRITTEN
from likewise.sources.types import Family
from likewise.tables import TABLES

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
    if any("一" <= char <= "鿿" for source in batch for name in source.opened.names for char in name):
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
