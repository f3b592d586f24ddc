"""Draws the order of a trial, and draws it anew as often as the test needs, in exactly the same way.

Within a stratum every label comes equally often; where its size is no multiple of the number of labels, a random part
of them comes once more.
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

PLAN_STREAM, TEST_STREAM = 0, 1
"""The plan's order and the test's are drawn from one seed and never from the same numbers."""


def stream(seed: int, part: int) -> np.random.Generator:
    """Return the random numbers of one part of a trial."""
    return np.random.default_rng([seed, part])


def draw(stratum: Ints, labels: int, draws: int, rng: np.random.Generator) -> Ints:
    """Draw labels for rows, balanced within strata.

    Parameters
    ----------
    stratum
        The stratum of each row.
    labels
        How many labels there are: 0 to labels - 1.
    draws
        How many times to draw.
    rng
        Where the random numbers come from.

    Returns
    -------
    Ints
        (draws, rows): the label of each row in each draw.

    Examples
    --------
    >>> drawn = draw(np.zeros(6, dtype=np.int64), 3, 2, stream(7, PLAN_STREAM))
    >>> np.sort(drawn, axis=1).tolist()
    [[0, 0, 1, 1, 2, 2], [0, 0, 1, 1, 2, 2]]
    """
    drawn = np.empty((draws, len(stratum)), dtype=np.int64)
    _, place, sizes = np.unique(stratum, return_inverse=True, return_counts=True)
    by_stratum = np.argsort(place, kind="stable")
    begins = np.concatenate([[0], np.cumsum(sizes)])[:-1]
    for size in np.unique(sizes):
        rows = by_stratum[begins[sizes == size][:, None] + np.arange(size)]
        drawn[:, rows.ravel()] = _balanced(draws, len(rows), int(size), labels, rng).reshape(draws, -1)
    return drawn


def _balanced(draws: int, strata: int, size: int, labels: int, rng: np.random.Generator) -> Ints:
    """Labels for strata of one size: (draws, strata, size)."""
    whole, rest = divmod(size, labels)
    each = np.broadcast_to(np.tile(np.arange(labels), whole), (draws, strata, whole * labels))
    once_more = rng.permuted(np.broadcast_to(np.arange(labels), (draws, strata, labels)), axis=-1)[:, :, :rest]
    return rng.permuted(np.concatenate([each, once_more], axis=-1), axis=-1)
