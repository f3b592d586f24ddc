"""The common face of the nine claims: what each says of the data, and how a verdict is drawn from an interval.

Stands behind `effect`, `levers` and the discounted ledger, before `show`, which puts a finding into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from likewise.answers.estimate import Estimate

Verdict = Literal["supported", "contradicted", "not_enough_data"]

CLAIMS = (
    "bubble",
    "mismatch",
    "lift",
    "cliff",
    "trust",
    "retention",
    "conversion",
    "enforcement",
    "alternatives",
)
"""The nine, in the order of the design."""


@dataclass(frozen=True)
class Finding:
    """What one claim's test found, before the verdict.

    - `claim`: one of CLAIMS; `method`: a key of the catalogue (`answer.method.<method>`).
    - `estimate`: the effect the claim is about, or None where nothing could be compared; `reason` then says why
      (`answer.reason.<reason>`), and `lacks` names the canonical columns or kinds of event that are missing.
    - `p_for`, `p_against`: one-sided p-values; small `p_for` supports the claim, small `p_against` contradicts it.
      Both are tests against the smallest change that matters, so that "no effect larger than x" is a finding.
    - `sample`: what `n` counts: members, posts, likes, followers, accounts; `needed` how many of these would do.
    - `values`: further numbers that the claim's sentence names.
    """

    claim: str
    method: str
    estimate: Estimate | None = None
    p_for: float = 1.0
    p_against: float = 1.0
    n: int = 0
    sample: str = "members"
    reason: str | None = None
    lacks: tuple[str, ...] = ()
    needed: int | None = None
    values: Mapping[str, float | int | str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Claim:
    """A finding with its verdict; `p_adjusted` is its two-sided p-value after Holm's correction over all tested."""

    finding: Finding
    verdict: Verdict
    p_adjusted: float
