"""What is found in suspected fake stars, with what a person needs to check it by hand.

All rows are suspected, so nothing here is precision or recall.
"""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from likewise.show.face import tables_alone

FLAGGED = 0.5
SHOWN = 5
LARGEST = 10
MOST = 0.5
"""A repository is starred together when at least this share of a group stars it."""


@dataclass(frozen=True)
class Group:
    """One group: members at 0.5 or above, and the repositories that at least half of them starred.

    `owners` of those repositories; `only` is the share of members who starred nothing else; `gap_s` the median
    seconds from one member's star of such a repository to the next member's, `span_s` the median from first to last;
    `of_all` the share of all the stars of these repositories (in this data) that members gave.
    """

    name: str
    kind: str
    probability: float
    members: int
    repositories: int
    owners: int
    only: float
    gap_s: float
    span_s: float
    of_all: float


@dataclass(frozen=True)
class Stars:
    """What is found: actors in the data, accounts flagged, sizes of groups at 0.5 or above, and the first of them.

    `repository_sets` is on how many different sets of repositories all those groups rest, and `same_set` how many
    accounts, in groups or not, starred all of the first group's.
    """

    actors: int
    flagged: int
    kinds: dict[str, int]
    sizes: list[int]
    repository_sets: int
    same_set: int
    first: list[Group]


def described(folder: Path) -> Stars:
    """Report on fake_stars and look at its likeliest groups."""
    stars = pd.read_parquet(folder / "fake_stars.parquet")
    result = tables_alone(stars)
    groups = result.groups.to_pandas().query("probability >= @FLAGGED")
    members = result.members.to_pandas().query("probability >= @FLAGGED")
    own = {str(name): part["account"] for name, part in members.groupby("group")}
    first = [
        _group(row.group, row.kind, row.probability, own[row.group], stars) for row in groups.head(SHOWN).itertuples()
    ]
    sets = [frozenset(_together(own[name], stars)["post"]) for name in groups["group"]]
    return Stars(
        stars["actor"].nunique(),
        int((result.accounts.to_pandas()["probability"] >= FLAGGED).sum()),
        {str(kind): int(count) for kind, count in groups["kind"].value_counts().items()},
        sorted((int(size) for size in groups["size"]), reverse=True),
        len(set(sets)),
        _starred_all(sets[0], stars) if sets else 0,
        first,
    )


def _starred_all(posts: frozenset[str], stars: pd.DataFrame) -> int:
    """How many accounts starred all of these."""
    return int((stars[stars["post"].isin(posts)].groupby("actor")["post"].nunique() == len(posts)).sum())


def _together(members: "pd.Series[str]", stars: pd.DataFrame) -> pd.DataFrame:
    """The members' stars of repositories that at least half of them starred."""
    given = stars[stars["actor"].isin(members)].drop_duplicates(["actor", "post"])
    likers = given.groupby("post")["actor"].nunique()
    return given[given["post"].isin(likers.index[likers >= MOST * len(members)])]


def _group(name: str, kind: str, probability: float, members: "pd.Series[str]", stars: pd.DataFrame) -> Group:
    together = _together(members, stars)
    given = stars[stars["actor"].isin(members)]
    times = [sorted(part["time"]) for _, part in together.groupby("post")]
    gaps = [(later - sooner).total_seconds() for one in times for sooner, later in pairwise(one)]
    spans = [(one[-1] - one[0]).total_seconds() for one in times]
    elsewhere = given[~given["post"].isin(together["post"])]["actor"].nunique()
    everyone = stars[stars["post"].isin(together["post"])].drop_duplicates(["actor", "post"])
    return Group(
        name,
        kind,
        float(probability),
        len(members),
        together["post"].nunique(),
        together["author"].nunique(),
        1 - elsewhere / max(1, len(members)),
        float(np.median(gaps)) if gaps else float("nan"),
        float(np.median(spans)) if spans else float("nan"),
        len(together) / max(1, len(everyone)),
    )


def show(found: Stars) -> str:
    """The summary and the first groups as Markdown."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in found.kinds.items())
    sizes = ", ".join(map(str, found.sizes[:LARGEST]))
    lines = [
        f"{len(found.sizes)} groups at {FLAGGED} or above ({kinds}; the largest have {sizes} members); "
        f"{found.flagged:,} of {found.actors:,} accounts that star. Different sets of repositories under all these "
        f"groups: {found.repository_sets}; {found.same_set:,} accounts, in groups or not, starred all of the first's.",
        "",
        "| group | probability | members | repositories starred together | owners | starred nothing else "
        "| seconds to the next member's star | first to last, s | share of these repositories' stars |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one.name}, {one.kind} | {one.probability:.3f} | {one.members} | {one.repositories} | {one.owners} "
        f"| {100 * one.only:.0f} % | {one.gap_s:.0f} | {one.span_s:,.0f} | {100 * one.of_all:.0f} % |"
        for one in found.first
    ]
    return "\n".join(lines)
