"""The result tables as Parquet files, straight from the engine, and the run's own account in run.json."""

import json
import math
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from likewise.answers import WINDOW_MINUTES, after_drops
from likewise.discount import known_counts
from likewise.engine import Engine, LakeEngine, LakePlace, sql_text
from likewise.errors import OutputError
from likewise.pipeline.run import Analysis, peak_memory_mb
from likewise.sources import SourceFile, title_of
from likewise.tables import GROUP_FACTS, MEMBER_FACTS, PAIR_FACTS

if TYPE_CHECKING:
    from likewise.answers.answer import Answer

_SELF = "likewise.pipeline"

TABLES = ("groups", "campaigns", "members", "pairs", "events_exchanged", "posts", "accounts", "health", "rejected")

# Below so many likes, or what else groups are looked for among, every interval is wide; the report says so.
FEW_FAVOURS = 500
# Where lockstep leaves out this share of the likes, as crowds shared their moments, the report says so.
CROWDED = 0.01
# What a verdict leans on most; where one is missing the report says so.
LEANS_ON = (
    "events.author",
    "events.post",
    "posts.time",
    "events.text",
    *(f"events.kind={kind}" for kind in ("follow", "comment", "view")),
)


# Tables that stay small however many likes there are.
FEW = ("groups", "campaigns", "members")
# The table of a place of the lake that says that a report's tables lie there.
MARK = "likewise_report"
# Tables of the lake that are partitioned by day, and the time (microseconds UTC) whose day it is.
BY_DAY = {"posts": "post_answer.born", "events_exchanged": "exchanged.time"}


# A ratio and its interval as log2, as sentences have them, and what they are as relative changes.
RATIO_PARTS = {"ratio": "change", "low": "low", "high": "high"}


def claim(engine: LakeEngine, place: LakePlace) -> None:
    """Take a place of the lake for result tables, before anything is read.

    Leaves the table MARK there, so that the next report may write over this one's tables. Raises OutputError where a
    table stands that no report has written, EngineError when nothing can be written there.
    """
    if not engine.stands(place.table(MARK)):
        taken = [name for name in TABLES if name not in FEW and engine.stands(place.table(name))]
        if taken:
            raise OutputError.of("results.places_taken", place=place.said, names=taken)
    engine.deliver(f"select '{version('likewise')}' as version", place.table(MARK), view="result_place")


def write_tables(engine: Engine, folder: Path, place: LakePlace | None = None) -> None:
    """Write the result tables that stand on the engine into `folder`, one Parquet file each.

    With a place of the lake, the many rows go there instead, posts and events partitioned by `day`.
    """
    for table in TABLES:
        if place is None or table in FEW:
            engine.write(_select(table), folder / f"{table}.parquet")
            continue
        assert isinstance(engine, LakeEngine)
        by = ("day",) if table in BY_DAY else ()
        engine.deliver(_select(table, by_day=bool(by)), place.table(table), view=f"result_{table}", by=by)


def write_answer(told: "Answer", folder: Path) -> None:
    """Write the effects and levers behind the claims into `folder`, one Parquet file each."""
    for name, table in (("effects", told.effects), ("levers", told.levers.table())):
        pq.write_table(_rounded(table), folder / f"{name}.parquet")


def _rounded(table: pa.Table) -> pa.Table:
    """To ten decimals: no more is known, and sums on several threads differ in the last digits of a number."""
    columns = [
        pc.round(table[field.name], 10) if pa.types.is_floating(field.type) else table[field.name]
        for field in table.schema
    ]
    return pa.table(columns, schema=table.schema)


def _select(table: str, by_day: bool = False) -> str:
    """The select of a result table; `by_day` adds the day as its last column."""
    facts = {
        "groups": [*GROUP_FACTS, *(f"bits_{fact}" for fact in GROUP_FACTS)],
        "members": [f"membership.bits_{fact}" for fact in MEMBER_FACTS],
        "pairs": [f"bits_{fact}" for fact in PAIR_FACTS],
    }
    text = sql_text(_SELF, f"{table}.sql").replace("/* facts */", ", ".join(facts.get(table, [])))
    if not by_day:
        return text
    day = f"cast(make_timestamp(cast({BY_DAY[table]} as bigint)) as date) as day"
    return text.replace("\nfrom ", f",\n    {day}\nfrom ", 1)


def describe(engine: Engine, analysis: Analysis) -> dict[str, Any]:
    """What run.json says; `seconds` goes on counting while steps follow."""
    return {
        "version": version("likewise"),
        "engine": engine.name,
        "seed": analysis.settings.seed,
        "favour": analysis.ledger.favour,
        "timezone": analysis.reading.zone,
        "sources": [_source(file) for file in analysis.reading.files],
        "rows": _rows(analysis),
        "state": _state(analysis),
        "missing": _missing(analysis),
        "left_out": [
            {"name": one.name, "why_en": one.in_words("en"), "why_zh": one.in_words("zh")}
            for one in analysis.reading.ignored
        ],
        "counts": _counts(engine),
        "emptied": [asdict(one) for file in analysis.reading.files for one in file.emptied],
        "unzoned": _unzoned(analysis),
        "assumptions": [{"key": one.key, **one.values} for one in analysis.reading.assumptions],
        "findings": findings(engine, analysis),
        "seconds": analysis.clock.seconds,
        "work": analysis.clock.work,
        "peak_memory_mb": peak_memory_mb(),
    }


def _unzoned(analysis: Analysis) -> list[dict[str, str]]:
    """The columns whose times name no zone, in files of which nobody knows it, and the zone that they are read in."""
    return [
        {"file": file.path, **one.values}
        for file in analysis.reading.files
        for one in file.assumptions
        if one.key == "time_zone" and file.source is None
    ]


def _source(file: SourceFile) -> dict[str, Any]:
    """What a file was taken for: the table that came out of it, and, of a known source, what it can't show."""
    return {
        "path": file.path,
        "table": file.table,
        "recognised_by": file.recognised_by,
        "source": file.source,
        "title": title_of(file.source),
        "cannot": list(file.cannot),
        "columns": {match.canonical: match.source for match in file.matches},
        "unused": list(file.unused),
    }


def write_run(run: dict[str, Any], folder: Path) -> None:
    """Write run.json into `folder`, with the memory held by now."""
    work = {step: asdict(done) for step, done in run["work"].items()}
    text = json.dumps({**run, "work": work, "peak_memory_mb": peak_memory_mb()}, ensure_ascii=False, indent=1) + "\n"
    (folder / "run.json").write_text(text, encoding="utf-8")


def _rows(analysis: Analysis) -> dict[str, dict[str, int]]:
    """Rows read, used and set aside in each table."""
    return {
        table: {"read": count.read, "used": count.used, "rejected": count.rejected}
        for table, count in analysis.reading.rows.items()
    }


def _counts(engine: Engine) -> dict[str, Any]:
    """Of how many posts each count is known, and which of the deeper ones are added up."""
    found = known_counts(engine)
    return {"posts": found.posts, "known": found.counts, "deep": list(found.deep)}


def _state(analysis: Analysis) -> dict[str, Any] | None:
    """What the run went on from and kept: the day it read from, events before it that were left out, the next day."""
    if analysis.draft is None or analysis.settings.cut is None:
        return None
    before = analysis.settings.cut.manifest
    return {
        "since": before.ends if before else None,
        "left_out": analysis.reading.left_out,
        "ends": analysis.draft.manifest.ends,
    }


def _missing(analysis: Analysis) -> list[str]:
    """Canonical columns, and kinds of event that evidence leans on, which the data doesn't hold."""
    lacking = [name for name in LEANS_ON if name not in analysis.ledger.holds]
    return sorted({*lacking, *(name for name in analysis.reading.missing if name not in analysis.ledger.holds)})


def _crowded(engine: Engine) -> list[dict[str, Any]]:
    """How many likes lockstep left out, where they are more than a few."""
    (cap,) = engine.arrow("select moments, likes, likes_all from lockstep_cap").to_pylist()
    if cap["likes"] < max(1, CROWDED * cap["likes_all"]):
        return []
    return [{"key": "crowded", "moments": cap["moments"], "likes": cap["likes"], "all": cap["likes_all"]}]


def _dropped(engine: Engine) -> list[dict[str, Any]]:
    """What followed the links that were dropped into chats, where the data holds any."""
    found = after_drops(engine)
    if found is None:
        return []
    told: dict[str, Any] = {"links": found.links, "chats": found.chats, "posts": found.posts, "minutes": WINDOW_MINUTES}
    if found.share is None:
        return [{"key": "drops_unmet", **told}]
    told["share"] = found.share
    if found.ratio is None or found.usual is None:
        return [{"key": "drops_alone", **told}]
    ratio = {name: math.log2(1 + getattr(found.ratio, of)) for name, of in RATIO_PARTS.items()}
    return [{"key": "drops", **told, "usual": found.usual, **ratio}]


def findings(engine: Engine, analysis: Analysis) -> list[dict[str, Any]]:
    """What the page must say in plain words: no author known, no mutual pair, no group, lockstep alone, little data.

    Where nobody is known to have liked, commented or reposted, none of these is known.
    """
    said: list[dict[str, Any]] = []
    mutual = engine.value("select count(*) from pair where a_to_b > 0 and b_to_a > 0")
    likely = engine.arrow(
        "select kind, count(*) as groups from found_group where probability >= 0.5 group by kind order by kind"
    )
    groups = dict(zip(likely.column("kind").to_pylist(), likely.column("groups").to_pylist(), strict=True))
    known = analysis.ledger.favour is not None
    if known and "events.author" not in analysis.ledger.holds:
        said.append({"key": "no_authors"})
    elif known and not mutual:
        said.append({"key": "no_mutual_pairs"})
    if known and not groups:
        said.append({"key": "no_group"})
    elif set(groups) == {"lockstep"}:
        said.append({"key": "lockstep_only", "groups": groups["lockstep"]})
    rows = analysis.reading.rows.values()
    if aside := sum(count.rejected for count in rows):
        said.append({"key": "set_aside", "rows": aside, "all": sum(count.read for count in rows)})
    if known and (favours := engine.count("favour")) < FEW_FAVOURS:
        said.append({"key": "few_events", "likes": favours})
    said += _crowded(engine)
    said += _dropped(engine)
    if analysis.ledger.own:
        said.append({"key": "own_likes", "likes": analysis.ledger.own})
    if analysis.ledger.doubles:
        said.append({"key": "doubles", "rows": analysis.ledger.doubles})
    return said
