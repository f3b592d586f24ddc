"""Fraudar (Hooi et al., KDD 2016), the authors' own code as it is: the densest blocks of accounts and authors.

The graph is who liked whom twice or more, edges weighted by 1 / log(likers + 5). Their `detectMultiple` finds one block
after the other; an account's score is the density of its densest block, and within a block its edges inside it.
"""

import importlib
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from scipy import sparse

from benchmarks.peers.methods.likes import named, opened

BLOCKS = 10
# Small enough never to reorder blocks: it only ranks accounts inside one.
_WITHIN = 1e-6

# Ties of one like drown the rest: on the worlds tried the blocks were better without them.
LEAST_LIKES = 2

_EDGES = 'select actor, author from "like" where actor <> author group by actor, author having count(*) >= $least'


def score(folder: Path, work: Path) -> dict[str, float]:  # noqa: ARG001
    """Density of the densest of the first blocks an account is in, on either side."""
    likes = opened(folder)
    edges = likes.execute(_EDGES, {"least": LEAST_LIKES}).fetchnumpy()
    greedy = _authors_code()
    graph = greedy.listToSparseMatrix(edges["actor"].tolist(), edges["author"].tolist())
    scores: dict[int, float] = {}
    for (rows, columns), density in greedy.detectMultiple(graph, greedy.logWeightedAveDegree, BLOCKS):
        for account, inside in _inside(graph.tocsr(), sorted(rows), sorted(columns)).items():
            scores[account] = max(scores.get(account, 0.0), float(density) * (1 + _WITHIN * inside))
    return named(likes, scores.items())


def _inside(graph: Any, rows: list[int], columns: list[int]) -> dict[int, float]:
    """How many edges of the block each of its accounts has, given and received."""
    block = sparse.csr_matrix(graph[rows][:, columns])
    counted: dict[int, float] = {}
    for accounts, axis in ((rows, 1), (columns, 0)):
        for account, edges in zip(accounts, block.sum(axis=axis).A1, strict=True):
            counted[account] = counted.get(account, 0.0) + float(edges)
    return counted


def _authors_code() -> Any:
    # The package around the authors' folder `export` is a wrapper that isn't needed, under another licence.
    package = find_spec("fraudar")
    assert package is not None
    assert package.origin is not None
    sys.path.insert(0, str(Path(package.origin).parent))
    return importlib.import_module("export.greedy")
