"""From the command line: `python -m benchmarks.elsewhere.make FOLDER [ACCOUNTS [LIKES [SEED]]] [--views] …`."""

import argparse
from pathlib import Path

from benchmarks.elsewhere import write


def main() -> None:
    """Write one world."""
    parser = argparse.ArgumentParser(description="Write a world that this project's own generator had no hand in.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("accounts", type=int, nargs="?", default=30_000)
    parser.add_argument("likes", type=int, nargs="?", default=1_200_000)
    parser.add_argument("seed", type=int, nargs="?", default=0)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--grouped", type=float, default=0.08)
    parser.add_argument("--views", action="store_true")
    parser.add_argument("--no-comments", action="store_true")
    parser.add_argument("--no-follows", action="store_true")
    parser.add_argument("--kinds", help="comma-separated; all when left out")
    parser.add_argument("--missing", type=float, default=0.0)
    asked = parser.parse_args()
    write(
        asked.folder,
        accounts=asked.accounts,
        likes=asked.likes,
        days=asked.days,
        grouped=asked.grouped,
        seed=asked.seed,
        views=asked.views,
        comments=not asked.no_comments,
        follows=not asked.no_follows,
        kinds=asked.kinds.split(",") if asked.kinds else None,
        missing=asked.missing,
    )


if __name__ == "__main__":
    main()
