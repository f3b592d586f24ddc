"""Communities of a weighted graph that is already small enough to hold: Louvain, and members that belong.

Deterministic: nodes come in the ledger's order, which renaming doesn't change, and nothing is shuffled.
Source: Blondel et al., *Fast unfolding of communities in large networks* (2008), by scikit-network.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sknetwork.clustering import Louvain

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# A group has at least this many members; two people who like each other are a pair.
SMALLEST = 3
# A community is parted again as long as its parts hang together better than by this modularity.
WORTH_PARTING = 0.15
# How often a community may be parted again; deeper nesting than this has not been seen.
DEEPEST = 6


@dataclass(frozen=True)
class _Graph:
    """Edges between nodes 0..n-1, each once: `left`, `right` (n ids) and `weight`."""

    nodes: int
    left: Ints
    right: Ints
    weight: Floats

    def matrix(self, weight: Floats) -> sparse.csr_matrix:
        """The symmetric adjacency matrix, with these weights."""
        half = sparse.coo_matrix((weight, (self.left, self.right)), shape=(self.nodes, self.nodes)).tocsr()
        return (half + half.T).tocsr()


def communities(one: Ints, other: Ints, weight: Floats) -> list[Ints]:
    """The communities of an undirected graph, given by its edges: arrays of node ids, ascending.

    Starts from connected components and parts each block again for as long as its parts hang together
    clearly better than the whole, so nothing that lies elsewhere in the graph changes how a block is parted.
    """
    if len(one) == 0:
        return []
    there = np.bincount(np.concatenate([one, other])) > 0
    ids, place = np.flatnonzero(there), np.cumsum(there) - 1
    graph = _Graph(len(ids), place[one], place[other], weight)
    _, block = connected_components(graph.matrix(weight), directed=False)
    whole = np.zeros(len(ids), dtype=bool)
    for _ in range(DEEPEST):
        size = np.bincount(block)
        whole |= size[block] < 2 * SMALLEST
        if whole.all():
            break
        block, whole = _part(graph, block, whole)
    order = np.argsort(block, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(block[order])) + 1)
    return [ids[part] for part in parts if len(part) >= SMALLEST]


def _part(graph: _Graph, block: Ints, whole: NDArray[np.bool_]) -> tuple[Ints, NDArray[np.bool_]]:
    """Part every block that isn't `whole` in one go; returns the new blocks, and which nodes lie in whole ones.

    All blocks are scaled to the same total weight and joined; with B blocks, Louvain at resolution B then
    finds in each what it would find in it alone at resolution 1, since the joint null model is B times as thin.
    """
    kept = (block[graph.left] == block[graph.right]) & ~whole[graph.left]
    inside = _Graph(graph.nodes, graph.left[kept], graph.right[kept], graph.weight[kept])
    home = block[inside.left]
    total = np.bincount(home, weights=inside.weight, minlength=int(block.max()) + 1)
    blocks = int((total > 0).sum())
    if blocks == 0:
        return block, np.ones_like(whole)
    scaled = inside.weight / total[home]
    louvain = Louvain(
        resolution=float(blocks),
        modularity="newman",
        tol_optimization=1e-3 / blocks,
        tol_aggregation=1e-3 / blocks,
        shuffle_nodes=False,
        sort_clusters=False,
        return_probs=False,
        return_aggregate=False,
        random_state=0,
    )
    labels = np.asarray(louvain.fit_predict(inside.matrix(scaled)), dtype=np.int64)
    worth = _modularity(inside, scaled, block, labels) >= WORTH_PARTING
    # Nodes of blocks that stay whole keep one label between them.
    label = np.where(worth[block], labels + 1, 0)
    renewed = _numbered(_joined(block, label))[1]
    return renewed, whole | ~worth[block]


def _numbered(keys: Ints) -> tuple[Ints, Ints]:
    """The distinct keys, ascending, and each key's place among them."""
    distinct, place = np.unique(keys, return_inverse=True)
    return distinct, place.ravel()


def _joined(one: Ints, other: Ints) -> Ints:
    """One key for two, in the same order: numbers are sorted many times faster than pairs of them."""
    return np.asarray(one, dtype=np.int64) * (int(other.max()) + 1) + other


def _modularity(inside: _Graph, scaled: Floats, block: Ints, labels: Ints) -> Floats:
    """Newman's modularity of the partition within each block, by block; edge weights sum to 1 in each."""
    blocks = int(block.max()) + 1
    same = labels[inside.left] == labels[inside.right]
    within = np.bincount(block[inside.left], weights=scaled * same, minlength=blocks)
    degree = np.bincount(
        np.concatenate([inside.left, inside.right]), weights=np.tile(scaled / 2, 2), minlength=inside.nodes
    )
    pair, where = _numbered(_joined(block, labels))
    community = np.asarray(np.bincount(where, weights=degree), dtype=np.float64)
    expected = np.bincount(pair // (int(labels.max()) + 1), weights=community**2, minlength=blocks)
    return np.asarray(within - expected, dtype=np.float64)


def as_members(groups: list[Ints], first: int, least: int) -> pa.Table:
    """Rows (grp, account) of the groups that have at least `least` members, numbered from `first`."""
    kept = [group for group in groups if len(group) >= least]
    sizes = [len(group) for group in kept]
    return pa.table(
        {
            "grp": pa.array(np.repeat(np.arange(first, first + len(kept)), sizes), pa.int32()),
            "account": pa.array(np.concatenate(kept) if kept else np.empty(0, np.int64), pa.int64()),
        }
    )
