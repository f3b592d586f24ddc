"""What the commands on families of worlds have in common: which worlds, of which size, and where results go."""

import argparse
import os
from pathlib import Path
from typing import Literal

from benchmarks.families.planted.data import DATA_VARIABLE
from benchmarks.families.registry import FAMILIES

Mode = Literal["likes", "views", "comments"]
"""What a world's log holds: likes, comments and follows; these and views; comments alone."""

FIRST_SEED = 101
"""Worlds with this seed and later ones are judged; nothing is learnt from them."""


def about_worlds(parser: argparse.ArgumentParser, results: Path) -> None:
    """Add the arguments that name worlds, and where results are kept."""
    parser.add_argument("--family", default=",".join(FAMILIES), help="names, with commas; all when left out")
    parser.add_argument("--seeds", type=int, default=3, help=f"how many, from {FIRST_SEED} on")
    parser.add_argument("--accounts", type=int, default=5_000)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--views", dest="mode", action="store_const", const="views", default="likes")
    mode.add_argument("--comments-only", dest="mode", action="store_const", const="comments")
    parser.add_argument("--data", type=Path, help="the folder of the real logs that groups are planted in")
    parser.add_argument("--out", type=Path, default=results)
    parser.add_argument("--show", action="store_true", help="measure nothing, print what --out holds")


def checked(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> argparse.Namespace:
    """Add `families` to what was asked; end the command where one is unknown or lacks its data."""
    names = asked.family.split(",")
    if unknown := [name for name in names if name not in FAMILIES]:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(FAMILIES)}")
    if asked.data:
        os.environ[DATA_VARIABLE] = str(asked.data)
    asked.families = [FAMILIES[name] for name in names]
    needy = [family.name for family in asked.families if family.needs_data]
    if needy and not asked.show and not os.environ.get(DATA_VARIABLE):
        parser.error(f"{', '.join(needy)}: give the folder of the real logs with --data, or other families")
    return asked


def judged_seeds(asked: argparse.Namespace) -> range:
    """The seeds of the worlds that are judged."""
    return range(FIRST_SEED, FIRST_SEED + asked.seeds)
