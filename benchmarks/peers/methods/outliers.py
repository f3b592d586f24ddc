"""A graph outlier library: PyOD's isolation forest, as it is, on OddBall's features of each account's neighbourhood.

OddBall (Akoglu et al., PAKDD 2010) describes a node by its egonet: neighbours, edges, total weight, and the largest
eigenvalue of the weighted adjacency. Here stand the first three, likes given and received, and likes both ways, all in
logarithms. PyGOD, made for graphs alone, needs PyTorch, whose wheel brings several GB of GPU libraries.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pyod.models.iforest import IForest  # type: ignore[import-not-found]
from scipy import sparse

from benchmarks.peers.methods.likes import named, opened

SEED = 0
TREES = 200

_EDGES = 'select actor, author, count(*) as likes from "like" where actor <> author group by actor, author'


def score(folder: Path, work: Path) -> dict[str, float]:  # noqa: ARG001
    """The forest's outlier score."""
    likes = opened(folder)
    (accounts,) = likes.execute("select count(*) from account").fetchall()[0]
    edges = likes.execute(_EDGES).fetchnumpy()
    graph = sparse.csr_matrix(
        (edges["likes"].astype(float), (edges["actor"], edges["author"])), shape=(accounts, accounts)
    )
    forest = IForest(n_estimators=TREES, random_state=SEED).fit(_features(graph))
    return named(likes, enumerate(forest.decision_scores_))


def _features(given: sparse.csr_matrix) -> NDArray[np.float64]:
    """Logarithms of each account's egonet, a row an account."""
    both = given + given.T
    tie = (both > 0).astype(float)
    mutual = given.minimum(given.T)
    columns = [
        _row_sums(given),
        _row_sums(given.T),
        _row_sums(tie),
        _row_sums(tie) + _row_sums((tie @ tie).multiply(tie)) / 2,
        _row_sums(both) + _row_sums((tie @ both).multiply(tie)) / 2,
        _row_sums((mutual > 0).astype(float)),
        _row_sums(mutual),
    ]
    return np.log1p(np.column_stack(columns))


def _row_sums(matrix: sparse.csr_matrix) -> NDArray[np.float64]:
    return np.asarray(matrix.sum(axis=1), dtype=float).ravel()
