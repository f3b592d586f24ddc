"""The generators that the project already had, as families: its own, the platform in a box, and `elsewhere`."""

from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks import elsewhere
from benchmarks.families import truth
from likewise import world
from likewise.answers.simulate import Parameters

LIKES_EACH = (15.0, 55.0)
"""Likes an account, drawn per world."""
GROUPED = (0.02, 0.12)
"""Share of accounts in planted groups, drawn per world."""
DAYS = (30, 45, 60, 90)


def only_comments(folder: Path) -> None:
    """Make the log one that names commenters and nobody else, as crawlers of some platforms give it."""
    for path, kind in ((folder / "events.parquet", "kind"), (folder / "truth" / "events.parquet", "kind")):
        table = pq.read_table(path)
        pq.write_table(table.filter(pc.equal(table[kind], "comment")), path)


def write_own(folder: Path, *, accounts: int, seed: int, views: bool, comments_only: bool = False) -> None:
    """The project's own generator, with a drawn recipe."""
    _write_own(folder, accounts, seed, views and not comments_only, comments_only, None)


def write_box(folder: Path, *, accounts: int, seed: int, views: bool, comments_only: bool = False) -> None:
    """The same cast before the platform in a box: feed, readers and risk control react to what the groups do."""
    _write_own(folder, accounts, seed, views and not comments_only, comments_only, Parameters())


def write_elsewhere(folder: Path, *, accounts: int, seed: int, views: bool, comments_only: bool = False) -> None:
    """The generator in benchmarks/elsewhere."""
    random = np.random.default_rng([seed, 17])
    elsewhere.write(
        folder,
        accounts=accounts,
        likes=int(accounts * random.uniform(*LIKES_EACH)),
        days=int(random.choice(DAYS)),
        grouped=float(random.uniform(*GROUPED)),
        seed=seed,
        views=views and not comments_only,
    )
    _finish(folder, comments_only)


def _write_own(
    folder: Path, accounts: int, seed: int, views: bool, comments_only: bool, mechanism: Parameters | None
) -> None:
    random = np.random.default_rng([seed, 17])
    world.write(
        folder,
        accounts=accounts,
        likes=int(accounts * random.uniform(*LIKES_EACH)),
        days=int(random.choice(DAYS)),
        grouped=float(random.uniform(*GROUPED)),
        seed=seed,
        views=views,
        recipe=world.Recipe.draw(random),
        mechanism=mechanism,
    )
    _finish(folder, comments_only)


def _finish(folder: Path, comments_only: bool) -> None:
    truth.complete(folder)
    # Follows stand among the events, too.
    (folder / "follows.parquet").unlink(missing_ok=True)
    if comments_only:
        only_comments(folder)
