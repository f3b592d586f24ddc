"""Which accounts are called likely traders: in the real data alone, and when groups are planted in it."""

from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from benchmarks.detection import Outcome, judge
from benchmarks.injected.backgrounds import Background
from benchmarks.injected.planting import plant, write
from likewise.show.face import tables_alone

FLAGGED = 0.5


@dataclass(frozen=True)
class Spared:
    """Shares (0..1) flagged: of honest accounts, of those that the background alone doesn't flag, and of members."""

    honest: float
    not_before: float
    members: float


@dataclass(frozen=True)
class Injected:
    """One background: the share flagged in the data as it is, in the form planted in, and what each seed showed.

    `bare` is what is flagged where posts were invented for planting and are taken away again.
    """

    name: str
    as_it_is: float
    alone: float
    outcomes: list[Outcome]
    spared: list[Spared]
    bare: list[Spared]

    def told(self) -> dict[str, object]:
        """As it goes into the results file."""
        return asdict(self)


def measured(background: Background, seeds: list[int]) -> Injected:
    """Report on the background as it is, in the form planted in, and with groups planted, seed by seed."""
    as_it_is, alone = _flagged(background.raw.assign(kind="like")), _flagged_alone(background)
    outcomes, spared, bare = [], [], []
    for seed in seeds:
        planted = plant(background, seed)
        with TemporaryDirectory() as name:
            folder = Path(name) / "world"
            write(background, folder, planted)
            outcomes.append(judge(folder, seed, False))
            spared.append(_spared(_flagged(folder), alone, planted.members))
            if background.daily:
                events = pd.read_parquet(folder / "events.parquet").drop(columns="post")
                bare.append(_spared(_flagged(events), as_it_is, planted.members))
    return Injected(background.name, _share(as_it_is), _share(alone), outcomes, spared, bare)


def _flagged_alone(background: Background) -> "pd.Series[bool]":
    with TemporaryDirectory() as name:
        folder = Path(name) / "world"
        write(background, folder)
        return _flagged(folder)


def _flagged(data: "Path | pd.DataFrame") -> "pd.Series[bool]":
    """Whether each account is flagged."""
    accounts = tables_alone(data).accounts.to_pandas().set_index("account")
    return accounts["probability"] >= FLAGGED


def _share(flagged: "pd.Series[bool]") -> float:
    return float(flagged.mean()) if len(flagged) else float("nan")


def _spared(now: "pd.Series[bool]", before: "pd.Series[bool]", members: pd.DataFrame) -> Spared:
    planted = now.index.isin(members["account"])
    clean = ~before.reindex(now.index, fill_value=False)
    return Spared(_share(now[~planted]), _share(now[~planted & clean]), _share(now[planted]))


def show(found: list[Injected]) -> str:
    """Shares flagged as Markdown, a row a background and form; means over seeds."""
    lines = [
        "| | alone | planted: honest | … not flagged alone | … members |",
        "|---|---:|---:|---:|---:|",
    ]
    for one in found:
        lines.append(_row(f"{one.name}, as it is", one.as_it_is, one.bare))
        lines.append(_row(f"{one.name}, in the form planted in", one.alone, one.spared))
    return "\n".join(lines)


def _row(head: str, alone: float, spared: list[Spared]) -> str:
    means = [np.mean([getattr(one, name) for one in spared]) for name in Spared.__annotations__] if spared else []
    cells = [f"{100 * share:.2f} %" for share in [alone, *means]] + [""] * (3 - len(means))
    return f"| {head} | {' | '.join(cells)} |"
