"""`check`: what likewise makes of the data before it is used, for a person to read.

Reads everything (rows set aside can only be counted so), and says for each file what it was
taken for, and for each missing column which answer suffers.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Unpack

from likewise.engine import DuckDBEngine, sql_text
from likewise.errors import InputError
from likewise.ingest.options import HowRead
from likewise.ingest.validate.emptied import Emptied
from likewise.ingest.whose import account_of
from likewise.sources.doors import Progress
from likewise.sources.encode import encode
from likewise.sources.entry import Data, read
from likewise.sources.gaps import GAPS, Gap, gaps
from likewise.sources.mostly import require_mostly_read
from likewise.sources.reading import Assumption, LeftOut, Reading, Rows, SourceFile
from likewise.sources.reasons import REASONS
from likewise.sources.settle import settled


@dataclass(frozen=True)
class RejectExample:
    """One reason for which rows of a file were set aside: how many, and the first of them."""

    file: str
    table: str
    reason: str
    rows: int
    line: int
    detail: str

    @property
    def text(self) -> str:
        """The English sentence."""
        return REASONS[self.reason]


@dataclass(frozen=True)
class CheckReport:
    """The outcome of a check.

    `kinds` counts the usable events of each kind; `gaps` says what is missing for which answer; `emptied` are cells
    that could not be read, in rows that are used. `refusal` is the error with which a report on the same data ends.
    """

    files: tuple[SourceFile, ...]
    rejects: tuple[RejectExample, ...]
    rows: Mapping[str, Rows]
    kinds: Mapping[str, int]
    assumptions: tuple[Assumption, ...]
    gaps: tuple[Gap, ...]
    ignored: tuple[LeftOut, ...]
    emptied: tuple[Emptied, ...] = ()
    refusal: InputError | None = None

    def to_dict(self) -> dict[str, Any]:
        """The report as plain dicts and lists, with the English sentences, ready for JSON."""
        return {
            "files": [_file_dict(file) for file in self.files],
            "rejects": [{**asdict(reject), "text": reject.text} for reject in self.rejects],
            "emptied": [{**asdict(one), "text": REASONS[one.reason]} for one in self.emptied],
            "rows": {name: asdict(rows) for name, rows in self.rows.items()},
            "kinds": dict(self.kinds),
            "assumptions": [_assumption_dict(assumption) for assumption in self.assumptions],
            "gaps": [{**asdict(gap), "answers": list(gap.answers), "text": gap.text} for gap in self.gaps],
            "ignored": [one.name for one in self.ignored],
            "left_out": [{"name": one.name, "why": str(one.why) if one.why else None} for one in self.ignored],
            "refusal": str(self.refusal) if self.refusal else None,
        }


def _assumption_dict(assumption: Assumption) -> dict[str, Any]:
    return {"key": assumption.key, "values": dict(assumption.values), "text": assumption.text}


def _file_dict(file: SourceFile) -> dict[str, Any]:
    return {
        **{name: getattr(file, name) for name in ("path", "format", "table", "recognised_by")},
        **{name: getattr(file, name) for name in ("compression", "encoding", "delimiter", "source")},
        "signature": list(file.signature),
        "cannot": [{"key": key, "answers": list(GAPS[key][0]), "text": GAPS[key][1]} for key in file.cannot],
        "resembles": file.resembles,
        "lacking": list(file.lacking),
        "columns": [asdict(match) for match in file.matches],
        "helping": list(file.helping),
        "unused": list(file.unused),
        "assumptions": [_assumption_dict(assumption) for assumption in file.assumptions],
        "rows": asdict(file.rows),
    }


def check(
    engine: DuckDBEngine,
    data: Data,
    progress: Progress | None = None,
    **how: Unpack[HowRead],
) -> CheckReport:
    """Read `data` as `read` does and tell what was made of it; raises what `read` raises."""
    found = read(engine, data, progress, **how)
    refusal = None if how.get("partial") else _refusal(engine, found)
    encode(engine)
    if me := how.get("me"):
        account_of(engine, me)
    found = settled(engine, found)
    kinds = engine.arrow("select kind, count(*) as n from source_event group by kind order by n desc, kind")
    return CheckReport(
        files=found.files,
        rejects=_examples(engine, found),
        rows=found.rows,
        kinds=dict(zip(*kinds.to_pydict().values(), strict=True)),
        assumptions=found.assumptions,
        gaps=gaps(found, kinds.column("kind").to_pylist()),
        ignored=found.ignored,
        emptied=tuple(one for file in found.files for one in file.emptied),
        refusal=refusal,
    )


def _refusal(engine: DuckDBEngine, found: Reading) -> InputError | None:
    try:
        require_mostly_read(engine, found)
    except InputError as error:
        return error
    return None


def _examples(engine: DuckDBEngine, found: Reading) -> tuple[RejectExample, ...]:
    """The first row of each reason in each file, the commonest reasons of a file first."""
    rows = engine.arrow(sql_text("likewise.sources", "reject_examples.sql")).to_pylist()
    order = [file.path for file in found.files]
    return tuple(RejectExample(**row) for row in sorted(rows, key=lambda row: order.index(row["file"])))
