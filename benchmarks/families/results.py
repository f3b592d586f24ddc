"""The results file: one row a world, which stays until the same world is measured again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.families.judge import Outcome, told
from benchmarks.families.registry import FAMILIES
from benchmarks.families.table import MODES
from benchmarks.machine import this_machine, versions


@dataclass(frozen=True)
class Row:
    """One world measured. `weights` names the weights used; times are wall seconds."""

    family: str
    mode: str
    seed: int
    accounts: int
    weights: str
    date: str
    events: int
    written_s: float
    judged_s: float
    outcome: Outcome

    @property
    def key(self) -> tuple[str, str, int, int, str]:
        """What makes two rows the same measurement."""
        return self.family, self.mode, self.seed, self.accounts, self.weights


def load(path: Path) -> list[Row]:
    """The rows written before; none where there is no file."""
    if not path.exists():
        return []
    return [_row(one) for one in json.loads(path.read_text(encoding="utf-8"))["worlds"]]


def _row(told_row: Mapping[str, Any]) -> Row:
    # What couldn't be measured stands as null.
    outcome = {name: _number(value) for name, value in told_row["outcome"].items()}
    return Row(**{**told_row, "outcome": Outcome(**outcome)})


def _number(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _number(one) for name, one in value.items()}
    return float("nan") if value is None else value


def merged(before: Sequence[Row], now: Sequence[Row]) -> list[Row]:
    """All rows, those of now in place of the same ones of before, in order."""
    rows = {row.key: row for row in [*before, *now]}
    return [rows[key] for key in sorted(rows)]


def keep(path: Path, rows: Sequence[Row]) -> None:
    """Write the rows with this machine and the versions of what they rest on."""
    worlds = [{**vars(row), "outcome": told(row.outcome)} for row in rows]
    document = {"machine": vars(this_machine()), "versions": versions(), "worlds": worlds}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def by_mode(rows: Sequence[Row]) -> dict[str, dict[str, list[Outcome]]]:
    """The outcomes by mode and family, in the order in which these are listed."""
    outcomes: dict[str, dict[str, list[Outcome]]] = {}
    modes, families = list(MODES), list(FAMILIES)
    for row in sorted(rows, key=lambda row: (modes.index(row.mode), families.index(row.family), row.seed)):
        outcomes.setdefault(row.mode, {}).setdefault(row.family, []).append(row.outcome)
    return outcomes
