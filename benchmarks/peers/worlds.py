"""The world all peers are given: `python -m benchmarks.peers.worlds KIND FOLDER ARGUMENTS` writes it.

KIND is own (the project's generator) or elsewhere (one by another hand, benchmarks/elsewhere).
"""

import importlib
import json
import sys
from pathlib import Path
from typing import Literal

Kind = Literal["own", "elsewhere"]
_GENERATORS = {"own": "likewise.world", "elsewhere": "benchmarks.elsewhere"}
ELSEWHERE = Path("benchmarks/elsewhere")


def default() -> Kind:
    """The world by another hand, where there is one."""
    return "elsewhere" if (ELSEWHERE / "__init__.py").exists() else "own"


def main() -> None:
    """Write the world."""
    kind, folder, arguments = sys.argv[1:4]
    generator = importlib.import_module(_GENERATORS[kind])
    generator.write(Path(folder), **json.loads(arguments))


if __name__ == "__main__":
    main()
