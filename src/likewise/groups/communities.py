"""Communities of a weighted graph that is already small enough to hold: Louvain, and members that belong.

Deterministic: nodes come in the ledger's order, which renaming doesn't change, and nothing is shuffled.
Source: Blondel et al., *Fast unfolding of communities in large networks* (2008), by scikit-network.
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy import sparse
from sknetwork.clustering import Louvain

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# A group has at least this many members; two people who like each other are a pair.
SMALLEST = 3
# A community is parted again as long as its parts hang together better than by this modularity.
WORTH_PARTING = 0.15
# How often a community may be parted again; deeper nesting than this has not been seen.
DEEPEST = 6


def communities(one: Ints, other: Ints, weight: Floats) -> list[Ints]:
    """The communities of an undirected graph, given by its edges: arrays of node ids, ascending."""
    if len(one) == 0:
        return []
    nodes, place = np.unique(np.concatenate([one, other]), return_inverse=True)
    left, right = place[: len(one)], place[len(one) :]
    graph = sparse.coo_matrix((weight, (left, right)), shape=(len(nodes), len(nodes))).tocsr()
    graph = graph + graph.T
    found: list[Ints] = []
    _part(graph, np.arange(len(nodes)), found, DEEPEST)
    return [nodes[members] for members in found]


def _part(graph: sparse.csr_matrix, members: Ints, found: list[Ints], depth: int) -> None:
    """Part a community for as long as parting explains more; add what is left whole to `found`."""
    if len(members) < SMALLEST:
        return
    inside = graph[members][:, members]
    labels = Louvain(modularity="newman", shuffle_nodes=False, random_state=0).fit_predict(inside)
    if labels.max() == 0 or depth == 0 or _modularity(inside, labels) < WORTH_PARTING:
        found.append(members)
        return
    for label in range(int(labels.max()) + 1):
        _part(graph, members[labels == label], found, depth - 1)


def _modularity(graph: sparse.csr_matrix, labels: Ints) -> float:
    """Newman's modularity of a partition of an undirected weighted graph."""
    coo = graph.tocoo()
    total = coo.data.sum()
    if total == 0:
        return 0.0
    within = coo.data[labels[coo.row] == labels[coo.col]].sum() / total
    degree = np.bincount(labels[coo.row], weights=coo.data, minlength=int(labels.max()) + 1) / total
    return float(within - (degree**2).sum())


def as_members(groups: list[Ints], first: int) -> pa.Table:
    """Rows (grp, account) of the groups that are large enough, numbered from `first`."""
    kept = [group for group in groups if len(group) >= SMALLEST]
    sizes = [len(group) for group in kept]
    return pa.table(
        {
            "grp": pa.array(np.repeat(np.arange(first, first + len(kept)), sizes), pa.int64()),
            "account": pa.array(np.concatenate(kept) if kept else np.empty(0, np.int64), pa.int64()),
        }
    )
