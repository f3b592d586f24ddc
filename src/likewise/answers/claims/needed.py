"""How large a sample would tell a claim either way, were the effect what it was found to be; part of `claims`."""

from __future__ import annotations

from math import ceil

import numpy as np

from likewise.answers.estimate import MATTERS, Estimate, two_digits

REACH = 3.6
"""Standard errors from the bound at which a verdict is reached four times in five, nine claims being corrected together
(2.77 for the first of nine, and 0.84)."""


def needed(estimate: Estimate, bound: float = -MATTERS) -> int:
    """As many as `estimate.n`, or more, in two digits: it is a guess.

    An effect nearer to the bound than MATTERS is taken to be that far from it. Of several hypotheses the one that needs
    most decides, as it does of the verdict.
    """
    if estimate.parts:
        return max(needed(part, bound) for part in estimate.parts)
    distance = max(abs(estimate.log - float(np.log1p(bound))), float(np.log1p(MATTERS)))
    exact = ceil(estimate.n * (REACH * estimate.error / distance) ** 2)
    return max(estimate.n, two_digits(exact))
