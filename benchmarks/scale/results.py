"""What was measured, kept in benchmarks/results/scale.json: one row an engine and size, the newest."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.machine import Machine
from benchmarks.scale.measure import Row, Step

RESULTS = Path("benchmarks/results/scale.json")


@dataclass(frozen=True)
class Result:
    """Where it was measured, and the rows, by engine from small to large."""

    machine: Machine
    versions: dict[str, str]
    rows: list[Row]

    def of(self, engine: str) -> list[Row]:
        """The rows of one engine."""
        return [row for row in self.rows if row.engine == engine]

    @property
    def engines(self) -> list[str]:
        """The engines that were measured."""
        return sorted({row.engine for row in self.rows})

    def beside(self, row: Row, engine: str) -> Row | None:
        """The row of this engine on the same size, if the same call measured it."""
        same = [one for one in self.of(engine) if (one.likes, one.call) == (row.likes, row.call)]
        return same[0] if same else None


def added(rows: Iterable[Row], new: Sequence[Row]) -> list[Row]:
    """The rows with the new ones in place of those of the same engine and size."""
    kept = {(row.engine, row.likes): row for row in [*rows, *new]}
    return [kept[key] for key in sorted(kept)]


def read(path: Path) -> Result | None:
    """What was measured before; None where nothing was."""
    if not path.exists():
        return None
    told = json.loads(path.read_text(encoding="utf-8"))
    rows = [
        Row(**{**row, "steps": {name: Step(**step) for name, step in row["steps"].items()}}) for row in told["rows"]
    ]
    return Result(Machine(**told["machine"]), told["versions"], rows)


def write(result: Result, path: Path) -> None:
    """Write the measurement as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(result), indent=1) + "\n", encoding="utf-8")
