"""From findings to verdicts, with all claims that could be tested corrected together.

Part of `claims`. Each finding is tested in both directions, so its two-sided p-value is twice the smaller; Holm's
procedure then holds the chance of any wrong verdict among the nine at ALPHA.
"""

from __future__ import annotations

from collections.abc import Sequence

from likewise.answers.claims.face import CLAIMS, Claim, Finding, Verdict
from likewise.answers.estimate import holm

ALPHA = 0.05


def judge(findings: Sequence[Finding]) -> tuple[Claim, ...]:
    """The verdicts, in the order of the design."""
    tested = [one for one in findings if one.estimate is not None]
    corrected = holm([min(1.0, 2 * min(one.p_for, one.p_against)) for one in tested])
    adjusted = {one.claim: p for one, p in zip(tested, corrected, strict=True)}
    ordered = sorted(findings, key=lambda one: CLAIMS.index(one.claim))
    return tuple(Claim(one, _verdict(one, adjusted), adjusted.get(one.claim, 1.0)) for one in ordered)


def _verdict(finding: Finding, adjusted: dict[str, float]) -> Verdict:
    if adjusted.get(finding.claim, 1.0) >= ALPHA:
        return "not_enough_data"
    return "supported" if finding.p_for < finding.p_against else "contradicted"
