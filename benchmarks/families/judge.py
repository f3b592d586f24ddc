"""Holds a report against the truth of a world of any family."""

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.families.registry import Family
from benchmarks.families.truth import HONEST, NEITHER, ORDINARY, TRADES, Truth, read
from benchmarks.scores import average_precision_against, by_kind, calibration_error, share_error

FLAGGED = 0.5
LEAST_TRADED = 10
"""Members who gave and got fewer traded acts than this leave too little behind: they are counted apart."""


@dataclass(frozen=True)
class Outcome:
    """What one world showed; what couldn't be measured is nan.

    `average_precision` is of all members against all honest accounts, `…_apart` of the members who could be told from
    friends, `…_exchanges` of those in exchanges, `…_by_kind` of each kind. `precision` is the share of members among
    accounts at 0.5 or above; `recall` the share at 0.5 of members who could be told apart, `recall_careful` of careful
    ones, `recall_sparse` of those with few traded acts, `recall_by_kind` of each kind. `flagged` is the share of honest
    accounts at 0.5, by habit ('ordinary' for none). `members` and `honest` count accounts by kind.
    """

    average_precision: float
    average_precision_apart: float
    average_precision_exchanges: float
    precision: float
    recall: float
    recall_careful: float
    recall_sparse: float
    exchanges_found: float
    calibration_error: float
    real_share_error: float
    average_precision_by_kind: dict[str, float]
    recall_by_kind: dict[str, float]
    flagged: dict[str, float]
    members: dict[str, int]
    honest: dict[str, int]


def judge(family: Family, folder: Path, report: Path, comments_only: bool) -> Outcome:
    """Hold the tables in `report` against the truth of the world in `folder`."""
    truth = read(folder)
    found = pd.read_parquet(report / "accounts.parquet")
    table = standing(family, folder, truth, found.set_index("account")["probability"])
    trades = table["trades"] == TRADES
    members, honest = table[trades], table[~trades]
    apart = members[~members["careful"] & ~members["sparse"]]
    ranked = ranked_apart(family, table)
    return Outcome(
        average_precision=ranked.all,
        average_precision_apart=ranked.apart,
        average_precision_exchanges=ranked.exchanges,
        precision=float(trades[table["probability"] >= FLAGGED].mean()),
        recall=_share(apart),
        recall_careful=_share(members[members["careful"]]),
        recall_sparse=_share(members[members["sparse"]]),
        exchanges_found=_share(apart[apart["kind"].isin(family.exchanges)]),
        calibration_error=calibration_error(table["probability"].to_numpy(), trades.to_numpy()),
        real_share_error=float("nan") if comments_only else share_error(found, folder),
        average_precision_by_kind=by_kind(table, "probability"),
        recall_by_kind={str(kind): _share(part) for kind, part in members.groupby("kind")},
        flagged={habit: _share(part) for habit, part in _by_habit(truth, honest).items()},
        members={str(kind): len(part) for kind, part in members.groupby("kind")},
        honest={habit: len(part) for habit, part in _by_habit(truth, honest).items()},
    )


def standing(family: Family, folder: Path, truth: Truth, probability: "pd.Series[float]") -> pd.DataFrame:
    """The accounts that trade or don't, each with its probability (by account), and whether it is careful or sparse.

    An account that the data hardly shows is none that the result knows: it counts as not found.
    """
    table = truth.accounts.merge(probability.rename("probability"), left_on="account", right_index=True, how="left")
    table = table[table["trades"] != NEITHER].fillna({"probability": 0.0}).set_index("account", drop=False)
    table["careful"] = table["kind"].isin(family.careful)
    acts = _traded_acts(folder, truth).reindex(table.index).fillna(0)
    table["sparse"] = ~table["careful"] & (acts < LEAST_TRADED)
    return table


@dataclass(frozen=True)
class Ranked:
    """Average precision of all members, of those who could be told from friends, and of these in exchanges."""

    all: float
    apart: float
    exchanges: float


def ranked_apart(family: Family, table: pd.DataFrame) -> Ranked:
    """How well a probability ranks members above all honest accounts; `table` is what `standing` gives."""
    trades = table["trades"] == TRADES
    members, honest = table[trades], table[~trades]
    apart = members[~members["careful"] & ~members["sparse"]]
    exchange = apart[apart["kind"].isin(family.exchanges)]
    return Ranked(_against(members, honest), _against(apart, honest), _against(exchange, honest))


def _against(members: pd.DataFrame, honest: pd.DataFrame) -> float:
    if members.empty:
        return float("nan")
    return average_precision_against(members["probability"], honest["probability"])


def _share(part: pd.DataFrame) -> float:
    """The share at FLAGGED or above."""
    return float((part["probability"] >= FLAGGED).mean())


def _traded_acts(folder: Path, truth: Truth) -> "pd.Series[int]":
    """In how many traded acts each account gave or got; a like and its comment are one."""
    posts = pd.read_parquet(folder / "posts.parquet")[["post", "author"]]
    traded = truth.events.drop_duplicates(["actor", "post"]).merge(posts, on="post")
    return traded["actor"].value_counts().add(traded["author"].value_counts(), fill_value=0)


def _by_habit(truth: Truth, honest: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The honest accounts of each habit; one that is in circles of several kinds stands under each."""
    circles = truth.members[truth.members["trades"] == HONEST].drop_duplicates(["account", "kind"])
    parts = {str(kind): honest[honest.index.isin(part["account"])] for kind, part in circles.groupby("kind", sort=True)}
    parts[ORDINARY] = honest[honest["role"] == ORDINARY]
    return {kind: part for kind, part in parts.items() if len(part)}


# Figures of which the highest is the worst; of all others it is the lowest.
ERRORS = frozenset({"calibration_error", "real_share_error", "flagged"})
COUNTS = frozenset({"members", "honest"})


def told(outcome: Outcome) -> dict[str, object]:
    """The outcome for JSON, which knows no nan: what couldn't be measured is null."""
    return {name: _known(value) for name, value in asdict(outcome).items()}


def _known(value: object) -> object:
    if isinstance(value, dict):
        return {name: _known(one) for name, one in value.items()}
    if isinstance(value, float):
        return None if np.isnan(value) else round(value, 5)
    return value


def summary(outcomes: list[Outcome], *, worst: bool = False) -> Outcome:
    """The mean of several worlds, figure by figure, or the worst of each; counts are added up."""
    figures: dict[str, object] = {}
    for name in Outcome.__annotations__:
        values = [getattr(one, name) for one in outcomes]
        if isinstance(values[0], dict):
            kinds = sorted({kind for value in values for kind in value})
            figures[name] = {
                kind: _one(name, [float(value.get(kind, np.nan)) for value in values], worst) for kind in kinds
            }
        else:
            figures[name] = _one(name, [float(value) for value in values], worst)
    return Outcome(**figures)  # type: ignore[arg-type]


def _one(name: str, values: list[float], worst: bool) -> float:
    known = [value for value in values if not np.isnan(value)]
    if not known:
        return float("nan")
    if name in COUNTS:
        return int(sum(known))
    if not worst:
        return float(np.mean(known))
    return float(max(known) if name in ERRORS else min(known))
