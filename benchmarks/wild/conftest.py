"""Lets the cases here use the readers of messages and files that the tests have."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
