"""The nine claims: each a module with a common face (`test`), judged together.

Stands behind `effect` and `levers`, before `show`. A claim is *supported* when the data contradict that the effect is
smaller than what matters, *contradicted* when they contradict that it is larger, and else there is *not enough data*
(equivalence testing; Schuirmann 1987). All that could be tested are corrected together (Holm 1979).
"""

from likewise.answers.claims.face import CLAIMS, Claim, Finding, Verdict
from likewise.answers.claims.judge import judge

__all__ = ["CLAIMS", "Claim", "Finding", "Verdict", "judge"]
