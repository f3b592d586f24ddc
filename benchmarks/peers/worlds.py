"""The world all peers are given: `python -m benchmarks.peers.worlds KIND FOLDER ARGUMENTS` writes it.

KIND is own (the project's generator), elsewhere (one by another hand, benchmarks/elsewhere), or family:NAME (one of
benchmarks/families).
"""

import importlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

Kind = Literal["own", "elsewhere"]
_GENERATORS = {"own": "likewise.world", "elsewhere": "benchmarks.elsewhere"}
FAMILY = "family:"
ELSEWHERE = Path("benchmarks/elsewhere")


def default() -> Kind:
    """The world by another hand, where there is one."""
    return "elsewhere" if (ELSEWHERE / "__init__.py").exists() else "own"


def main() -> None:
    """Write the world."""
    kind, folder, arguments = sys.argv[1:4]
    _writer(kind)(Path(folder), **json.loads(arguments))


def _writer(kind: str) -> Callable[..., None]:
    """What writes a world of this kind."""
    if kind.startswith(FAMILY):
        families: Mapping[str, Any] = importlib.import_module("benchmarks.families.registry").FAMILIES
        name = kind.removeprefix(FAMILY)
        if name not in families:
            sys.exit(f"unknown family: {name}; there are {', '.join(families)}")
        return families[name].write  # type: ignore[no-any-return]
    return importlib.import_module(_GENERATORS[kind]).write  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
