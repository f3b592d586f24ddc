"""The plain supervised model: gradient boosting on figures of accounts, and on where each stands in its own data."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

from benchmarks.families.numbers import Flags, Floats

TREES, LEAVES = 150, 15
"""Size of the model: small enough for what some worlds hold, and not chosen by what it finds."""


@dataclass(frozen=True)
class Example:
    """Accounts of one world: their figures, and whether each trades."""

    figures: pd.DataFrame
    trades: Flags


@dataclass(frozen=True)
class Model:
    """What was learnt, and the columns that it was learnt from."""

    classifier: HistGradientBoostingClassifier
    columns: list[str]


def learn(examples: Sequence[Example]) -> Model:
    """Train on the accounts of several worlds."""
    table = pd.concat([with_ranks(one.figures) for one in examples])
    # A column with one value says nothing, and scikit-learn can't cut it.
    columns = [name for name in table.columns if table[name].nunique() > 1]
    classifier = HistGradientBoostingClassifier(
        max_iter=TREES, max_leaf_nodes=LEAVES, early_stopping=False, random_state=0
    )
    classifier.fit(table[columns].to_numpy(), np.concatenate([one.trades for one in examples]))
    return Model(classifier, columns)


def probabilities(model: Model, figures: pd.DataFrame) -> "pd.Series[float]":
    """The model's probability that each account trades; `figures` are of all accounts of one world."""
    values: Floats = model.classifier.predict_proba(with_ranks(figures)[model.columns].to_numpy())[:, 1]
    return pd.Series(values, index=figures.index)


def with_ranks(figures: pd.DataFrame) -> pd.DataFrame:
    """Add to each figure the share of the world's accounts that it is above, where it is known."""
    return pd.concat([figures, figures.rank(pct=True).add_suffix("_rank")], axis=1)
