"""What a batch's cells are marked with, and what is told of it: cells left empty, ids that stand for nobody, estimates.

Each test has a bit, so that one number a row says which of them hold.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from likewise.engine import Engine, Literal
from likewise.ingest.validate.emptied import Emptied, Nobody
from likewise.sources.checks import Check
from likewise.sources.plan import WORDLESS
from likewise.tables import Table

SHOWN_CHARACTERS = 80
"""Characters of a cell that are shown."""


@dataclass(frozen=True)
class Hit:
    """Rows of a file in which a check emptied a cell: how many, and the first of them."""

    check: Check
    file: str
    rows: int
    line: int


@dataclass(frozen=True)
class Marked:
    """The bit of each check: those that empty cells first, then those that are only to be told."""

    bits: Mapping[Check, int]
    empties: tuple[Check, ...]

    @classmethod
    def of(cls, empties: Sequence[Check], notices: Sequence[Check]) -> "Marked":
        """Give each check a bit."""
        return cls({check: 1 << place for place, check in enumerate((*empties, *notices))}, tuple(empties))

    def held(self, checks: Collection[Check], seen: Mapping[str, int]) -> tuple[Check, ...]:
        """The checks that hold for some row; `seen` has the bits of each file's rows together."""
        together = 0
        for one in seen.values():
            together |= one
        return tuple(check for check in checks if together & self.bits[check])

    def noticed(self, checks: Collection[Check], seen: Mapping[str, int]) -> dict[tuple[str, str], frozenset[str]]:
        """The files for which each check holds, by its reason and column."""
        return {
            (check.reason, check.column): frozenset(file for file, bits in seen.items() if bits & self.bits[check])
            for check in self.held(checks, seen)
        }

    def hits(self, engine: Engine, judged: str, seen: Mapping[str, int]) -> list[Hit]:
        """How many cells each check emptied in each file, in rows that are used."""
        held = self.held(self.empties, seen)
        if not held:
            return []
        return _hits(
            engine,
            f"(select file, line, marks from {judged} where reason is null)",
            {check: f"(marks & {self.bits[check]}) <> 0" for check in held},
            {},
        )


def _hits(engine: Engine, rows: str, tests: Mapping[Check, str], params: Mapping[str, Literal]) -> list[Hit]:
    """How many rows of each file a test of each check holds for, and the first line."""
    asked = ", ".join(
        f"count(*) filter ({test}) as rows_{i}, min(case when {test} then line end) as line_{i}"
        for i, test in enumerate(tests.values())
    )
    found = engine.arrow(f"select file, {asked} from {rows} group by file", **params).to_pylist()
    return [
        Hit(check, row["file"], int(row[f"rows_{i}"]), int(row[f"line_{i}"]))
        for i, check in enumerate(tests)
        for row in found
        if row[f"rows_{i}"]
    ]


def marks(found: Marked) -> str:
    """SQL for the bits of a row: of a column's checks the first that holds, and every notice."""
    by_column: dict[str, list[Check]] = {}
    for check in found.empties:
        by_column.setdefault(check.column, []).append(check)
    sums = [
        f"case {' '.join(f'when {check.when} then {found.bits[check]}' for check in checks)} else 0 end"
        for checks in by_column.values()
    ]
    own = set(found.empties)
    sums += [f"case when {check.when} then {bit} else 0 end" for check, bit in found.bits.items() if check not in own]
    return f"cast({' + '.join(sums) or '0'} as bigint)"


def kept_by_marks(found: Marked) -> dict[str, str]:
    """SQL for what stays of each column that a check may empty, beside `marks`."""
    masks: dict[str, int] = {}
    for check in found.empties:
        masks[check.column] = masks.get(check.column, 0) | found.bits[check]
    return {name: f"case when (marks & {mask}) = 0 then {name} end" for name, mask in masks.items()}


def kept(empties: Collection[Check]) -> dict[str, str]:
    """SQL for what stays of each column that one of the checks empties."""
    tests: dict[str, list[str]] = {}
    for check in empties:
        tests.setdefault(check.column, []).append(f"({check.when})")
    return {name: f"case when {' or '.join(each)} then null else {name} end" for name, each in tests.items()}


def found_in(
    engine: Engine, read: str, used: str, empties: Sequence[Check], params: Mapping[str, Literal]
) -> list[Hit]:
    """How many cells each check empties in the rows that are `used`; of a column's checks the first counts."""
    tests: dict[Check, str] = {}
    before: dict[str, list[str]] = {}
    for check in empties:
        earlier = "".join(f" and ({one}) is not true" for one in before.get(check.column, ()))
        tests[check] = f"({check.when}){earlier}"
        before.setdefault(check.column, []).append(check.when)
    return _hits(engine, f"(select * from {read} where {used})", tests, params)


def emptied(
    engine: Engine, table: Table, raw: str, hits: Sequence[Hit], sources: Mapping[str, str]
) -> tuple[Emptied, ...]:
    """What is told of cells left empty, with what stands in the first of each kind."""
    if not hits:
        return ()
    wanted = pa.table(
        {
            "place": pa.array(range(len(hits)), pa.int64()),
            "file": [hit.file for hit in hits],
            "line": pa.array([hit.line for hit in hits], pa.int64()),
        }
    )
    engine.register("source_wanted", wanted)
    shown = " ".join(
        f"when wanted.place = {place} then cast(rows.raw_{hit.check.column} as varchar)"
        for place, hit in enumerate(hits)
    )
    first = engine.arrow(
        f"select wanted.place, min(left(case {shown} end, {SHOWN_CHARACTERS})) as detail from {raw} as rows "
        "join source_wanted as wanted on wanted.file = rows.file and wanted.line = rows.line group by wanted.place"
    )
    details = {row["place"]: _one_line(row["detail"] or "") for row in first.to_pylist()}
    engine.drop("source_wanted")
    order = sorted(range(len(hits)), key=lambda place: _order(hits[place]))
    return tuple(
        Emptied(
            hits[place].file,
            table.name,
            sources.get(hits[place].check.column, hits[place].check.column),
            hits[place].check.reason,
            hits[place].rows,
            hits[place].line,
            details.get(place, ""),
        )
        for place in order
    )


def _order(hit: Hit) -> tuple[str, int, str, str]:
    """Files by name, what is commonest first."""
    return hit.file, -hit.rows, hit.check.column, hit.check.reason


def _one_line(text: str) -> str:
    return "".join("�" if char < " " else char for char in text)


def nobodies(
    engine: Engine, raw: str, signs: Sequence[Check], sources: Mapping[str, str], has_problems: bool
) -> tuple[Nobody, ...]:
    """The signs for nobody in each column of ids, and for missing words, with how many rows of each file hold them."""
    found: list[Nobody] = []
    for check in signs:
        rows = f"{raw} where {'problem is null and ' if has_problems else ''}({check.alone or check.when})"
        counted = engine.arrow(
            f"select file, trim(raw_{check.column}) as sign, count(*) as rows from {rows} "
            "group by file, sign order by file, rows desc, sign"
        )
        column = sources.get(check.column, check.column)
        of_words = check.reason == WORDLESS
        found += [Nobody(row["file"], column, row["sign"], row["rows"], of_words) for row in counted.to_pylist()]
    return tuple(found)
