"""The kinds of folders that likewise writes, and how it knows one again that it has written."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Kind:
    """A kind of result folder, and how likewise knows one that it has written.

    Parameters
    ----------
    names
        The names of all files and folders that may be in it.
    mark
        The file that says what the run was, a JSON object; empty where there is none.
    keys
        Keys of that object, which no other file has together.
    telling
        Names that no folder but such a result holds together: they tell it where `mark` is damaged.
    """

    names: Collection[str]
    mark: str = ""
    keys: Collection[str] = ()
    telling: Collection[str] = ()

    def wrote(self, folder: Path) -> bool:
        """Whether likewise wrote what is in a folder, as far as the file that says so tells."""
        held = _object(folder / self.mark) if self.mark else None
        if held is not None:
            return set(self.keys) <= held
        return bool(self.telling) and all((folder / name).is_file() for name in self.telling)


def _object(file: Path) -> set[str] | None:
    """The keys of the JSON object in a file; None where there is no such."""
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return set(held) if isinstance(held, dict) else None


REPORT = Kind(
    names=frozenset(
        {
            "groups.parquet",
            "campaigns.parquet",
            "members.parquet",
            "pairs.parquet",
            "events_exchanged.parquet",
            "posts.parquet",
            "accounts.parquet",
            "effects.parquet",
            "health.parquet",
            "levers.parquet",
            "rejected.parquet",
            "claims.json",
            "run.json",
            "report.html",
        }
    ),
    mark="run.json",
    keys=frozenset({"version", "engine", "seed", "sources"}),
    telling=frozenset({"run.json", "members.parquet", "pairs.parquet", "events_exchanged.parquet"}),
)
SIMULATION = Kind(
    names=frozenset({"simulation.json", "curves.parquet", "sweep.parquet", "claims.json", "report.html"}),
    mark="simulation.json",
    keys=frozenset({"version", "scenarios", "parameters", "seeds"}),
    telling=frozenset({"simulation.json", "curves.parquet", "sweep.parquet"}),
)
POLICY = Kind(
    names=frozenset({"actions.parquet", "queue.csv", "queue.parquet", "labels.json", "policy.json"}),
    mark="policy.json",
    keys=frozenset({"version", "rules", "waiting", "sha256"}),
    telling=frozenset({"policy.json", "actions.parquet", "queue.parquet"}),
)
WORLD = Kind(
    names=frozenset({"events.parquet", "posts.parquet", "accounts.parquet", "truth"}),
    telling=frozenset({"truth/accounts.parquet", "truth/events.parquet", "truth/groups.parquet"}),
)
PLAN = Kind(
    names=frozenset({"plan.json", "order.csv", "plan.md"}),
    mark="plan.json",
    keys=frozenset({"format", "version", "design", "sha256"}),
)
TRIAL = Kind(
    names=frozenset({"trial.json"}),
    mark="trial.json",
    keys=frozenset({"version", "design", "plan_sha256"}),
)
STATE = Kind(names=(), mark="state.json", keys=frozenset({"format", "run", "runs", "kept"}))
"""A state is only ever gone on with; `sources.state_file` says what is in it."""

RESULTS = (REPORT, SIMULATION, POLICY, PLAN, TRIAL, STATE)
"""The kinds of folders that likewise writes and that are no data."""


def is_result(folder: Path) -> bool:
    """Whether likewise wrote all that a folder holds, as a result."""
    return any((folder / kind.mark).is_file() and kind.wrote(folder) and _holds_only(folder, kind) for kind in RESULTS)


def _holds_only(folder: Path, kind: Kind) -> bool:
    return not kind.names or all(entry.name in kind.names for entry in folder.iterdir())
