"""What a column's values say about the whole column: its unit, its date order.

One scan of the raw relation, with counts only, so that neither the order of rows nor their
number matters. Stands between the doors and `plan`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from likewise.engine import Engine
from likewise.ingest.match.aliases import FORMAT_ALIASES, KIND_ALIASES
from likewise.sources.times import UNIT_BELOW, Magnitudes, TimeStyle, Unit
from likewise.sources.types import Family
from likewise.tables import KINDS, Table


@dataclass(frozen=True)
class Profile:
    """Column-wide decisions, by canonical column; `words` are the spellings of kinds and formats."""

    times: Mapping[str, TimeStyle] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    plain_kinds: bool = False


def profile(engine: Engine, raw: str, table: Table, families: Mapping[str, Family]) -> Profile:
    """Look at the raw relation `raw` once; nothing is scanned for columns whose type says it all."""
    asked = {key: sql for name, family in families.items() for key, sql in _counts(table, name, family).items()}
    counts: dict[str, int] = {}
    if asked:
        listed = ", ".join(f'{sql} as "{key}"' for key, sql in asked.items())
        counts = {key: int(n) for key, n in engine.arrow(f"select {listed} from {raw}").to_pylist()[0].items()}
    words = {name: _words(engine, raw, name) for name in ("kind", "format") if name in families}
    return Profile(
        times={name: _style(name, counts) for name in families if table.column(name).role == "time"},
        words={name: {word: alias for word, alias in found.items() if alias} for name, found in words.items()},
        plain_kinds="kind" in words and all(word in KINDS for word in words["kind"]),
    )


def _counts(table: Table, name: str, family: Family) -> dict[str, str]:
    """The counts that a column's decisions rest on: key to SQL aggregate."""
    return _time_counts(name, family) if table.column(name).role == "time" else {}


def _time_counts(name: str, family: Family) -> dict[str, str]:
    if family in ("naive", "zoned", "nothing"):
        return {}
    given = f"source_given(raw_{name})"
    number = f"abs(try_cast({given if family == 'text' else f'raw_{name}'} as double))"
    counts = {f"{name} {unit}": f"count(*) filter ({number} < {_bound(bound)})" for unit, bound in UNIT_BELOW.items()}
    if family == "text":
        first = f"try_cast(regexp_extract({given}, '^([0-9]{{1,2}})/([0-9]{{1,2}})/[0-9]{{4}}', 1) as integer)"
        second = f"try_cast(regexp_extract({given}, '^([0-9]{{1,2}})/([0-9]{{1,2}})/[0-9]{{4}}', 2) as integer)"
        slashed = f"contains(left({given}, 3), '/')"
        counts[f"{name} slashed"] = f"count(*) filter ({slashed})"
        counts[f"{name} first"] = f"count(*) filter (case when {slashed} then {first} > 12 end)"
        counts[f"{name} second"] = f"count(*) filter (case when {slashed} then {second} > 12 end)"
        counts[f"{name} naive"] = (
            f"count(*) filter (try_cast({given} as double) is null and not source_has_zone({given}))"
        )
    return counts


def _bound(bound: float) -> str:
    return "'infinity'::double" if bound == float("inf") else repr(bound)


def _style(name: str, counts: Mapping[str, int]) -> TimeStyle:
    below: dict[Unit, int] = {unit: counts.get(f"{name} {unit}", 0) for unit in UNIT_BELOW}
    order: Literal["day_first", "month_first", "day_or_month"] | None = None
    if counts.get(f"{name} slashed"):
        first, second = counts[f"{name} first"] > 0, counts[f"{name} second"] > 0
        order = "day_or_month" if first == second else "day_first" if first else "month_first"
    return TimeStyle(Magnitudes(below).unit, order, naive=counts.get(f"{name} naive", 0) > 0)


def _words(engine: Engine, raw: str, name: str) -> dict[str, str | None]:
    """The known words in a column as spelled, with what each stands for; '' to None when there are others."""
    known = KIND_ALIASES if name == "kind" else FORMAT_ALIASES
    spelled = engine.arrow(
        "select distinct case when lower(trim(word)) in $known then word else '' end as word "
        f"from (select distinct raw_{name} as word from {raw})",
        known=sorted(known),
    )
    return {word: known.get(word.strip(" ").lower()) for word in spelled.column("word").to_pylist()}
