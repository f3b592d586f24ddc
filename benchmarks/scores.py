"""How well a score per account tells planted members from honest people; shared by the benchmarks of detection."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, precision_recall_curve


@dataclass(frozen=True)
class Ranking:
    """Average precision, of all and of each planted kind against all honest; and what the best F1 would flag.

    `flagged` is the share (0..1) of honest accounts above the threshold, `flagged_by_habit` that of each habit.
    """

    average_precision: float
    by_kind: dict[str, float]
    best_f1: float
    precision: float
    recall: float
    flagged: float
    flagged_by_habit: dict[str, float]


def average_precision_against(planted: "pd.Series[float]", honest: "pd.Series[float]") -> float:
    """Average precision of the planted accounts' scores against the honest ones'."""
    truth = np.concatenate([np.ones(len(planted)), np.zeros(len(honest))])
    return float(average_precision_score(truth, np.concatenate([planted, honest])))


def by_kind(table: pd.DataFrame, score: str) -> dict[str, float]:
    """Average precision of this column for each planted `kind` against all honest accounts (kind is null)."""
    honest = table[table["kind"].isna()]
    return {
        str(kind): average_precision_against(part[score], honest[score])
        for kind, part in table[table["kind"].notna()].groupby("kind")
    }


def ranking(scores: Mapping[str, float], truth: pd.DataFrame) -> Ranking:
    """Judge scores by account (none is below all) against truth/accounts: account, role, kind.

    Customers of a farm are neither members of an exchange nor honest: they are left out.
    """
    lowest = min(0.0, *scores.values()) - 1.0
    table = truth[truth["role"] != "customer"].copy()
    table["score"] = table["account"].map(dict(scores)).fillna(lowest)
    planted = table["kind"].notna()
    honest = table[~planted]
    threshold = _best_threshold(planted, table["score"])
    above = table["score"] >= threshold
    precision, recall = float(planted[above].mean()), float(above[planted].mean())
    return Ranking(
        float(average_precision_score(planted, table["score"])),
        by_kind(table, "score"),
        2 * precision * recall / max(1e-9, precision + recall),
        precision,
        recall,
        float((honest["score"] >= threshold).mean()),
        {str(habit): float((part["score"] >= threshold).mean()) for habit, part in honest.groupby("role")},
    )


def _best_threshold(planted: "pd.Series[bool]", score: "pd.Series[float]") -> float:
    precision, recall, thresholds = precision_recall_curve(planted, score)
    f1 = 2 * precision * recall / np.maximum(1e-9, precision + recall)
    return float(thresholds[int(np.argmax(f1[:-1]))])


def calibration_error(p: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """Expected calibration error over tenths, of accounts above 0.1."""
    above = p > 0.1
    step = np.minimum((p[above] * 10).astype(int), 9)
    gaps = [
        abs(p[above][step == s].mean() - truth[above][step == s].mean()) * (step == s).sum() for s in np.unique(step)
    ]
    return float(sum(gaps) / max(1, above.sum()))


def share_error(accounts: pd.DataFrame, folder: Path) -> float:
    """Mean absolute error of real_share, of accounts with at least 20 likes.

    `accounts` is the report's table; `folder` holds the world with its truth.
    """
    posts = pd.read_parquet(folder / "posts.parquet")[["post", "author"]]
    traded = pd.read_parquet(folder / "truth" / "events.parquet").query("kind == 'like'").merge(posts, on="post")
    hollow = traded.groupby("author").size()
    table = accounts.query("likes_raw >= 20").set_index("account")
    true = 1 - hollow.reindex(table.index).fillna(0) / table["likes_raw"]
    return float((table["real_share"] - true).abs().mean())
