"""What earlier runs have kept of their rows, as `encode` takes it up: tables on the engine and counts.

A run over everything starts with nothing kept. `state` brings back what an incremental run goes on from.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from likewise.engine import Engine

KEPT: Mapping[str, tuple[tuple[str, str], ...]] = {
    "account": (
        ("id", "VARCHAR"),
        ("code", "UINTEGER"),
        ("first", "BIGINT"),
        ("events", "BIGINT"),
        ("moments", "BIGINT"),
    ),
    "post": (
        ("id", "VARCHAR"),
        ("code", "UINTEGER"),
        ("author", "VARCHAR"),
        ("unnamed", "BOOLEAN"),
        ("first", "BIGINT"),
        ("events", "BIGINT"),
        ("moments", "BIGINT"),
    ),
    "like": (("actor", "UINTEGER"), ("author", "UINTEGER"), ("post", "UINTEGER"), ("time", "BIGINT")),
    "deed": (
        ("actor", "UINTEGER"),
        ("author", "UINTEGER"),
        ("post", "UINTEGER"),
        ("kind", "VARCHAR"),
        ("time", "BIGINT"),
        ("text", "VARCHAR"),
        ("dwell_s", "DOUBLE"),
        ("completion", "DOUBLE"),
        ("copies", "BIGINT"),
    ),
}
"""The tables `kept_<name>` and their columns: ids with their codes and what they did, likes, other deeds.

`unnamed` says that events on the post were kept before anybody said whose it is.
"""


@dataclass(frozen=True)
class Kept:
    """Counts of what earlier runs have kept: rows of the ledger, and those that were set aside or left out.

    `deeds_again` of the kept deeds say again what another of them says, and are put together where they are read.
    """

    likes: int = 0
    deeds: int = 0
    doubles: int = 0
    own: int = 0
    conflicts: int = 0
    deeds_again: int = 0


def nothing_kept(engine: Engine, *names: str) -> None:
    """Make the tables `kept_<name>` without a row; all of them, or those that are named."""
    for name in names or KEPT:
        columns = ", ".join(f"cast(null as {kind}) as {column}" for column, kind in KEPT[name])
        engine.drop(f"kept_{name}")
        engine.create(f"kept_{name}", f"select {columns} limit 0")
