"""Evidence: one module a kind of fact about a pair of accounts, a group or its members; no verdicts yet.

Reads the ledger (left: `sources`), gives `pair_fact`, `group_fact` and `member_fact` to `weigh` (right).
"""

from likewise.evidence.all_or_none import ALL_OR_NONE
from likewise.evidence.balance import BALANCE
from likewise.evidence.border import BORDER
from likewise.evidence.burst import BURST
from likewise.evidence.coverage import COVERAGE
from likewise.evidence.density import DENSITY
from likewise.evidence.depth import DEPTH
from likewise.evidence.evenness import EVENNESS
from likewise.evidence.face import Evidence, Level
from likewise.evidence.fellows import FELLOWS
from likewise.evidence.follows import FOLLOWS
from likewise.evidence.headcount import HEADCOUNT
from likewise.evidence.inward import INWARD
from likewise.evidence.lockstep import LOCKSTEP
from likewise.evidence.measure import lay_ground, measure_groups, measure_members, measure_pairs
from likewise.evidence.mutuality import MUTUALITY
from likewise.evidence.onset import ONSET
from likewise.evidence.promptness import PROMPTNESS
from likewise.evidence.strangers import STRANGERS
from likewise.evidence.unison import UNISON
from likewise.evidence.wait_spread import WAIT_SPREAD
from likewise.evidence.words import WORDS

EVIDENCE: tuple[Evidence, ...] = (
    MUTUALITY,
    COVERAGE,
    PROMPTNESS,
    BALANCE,
    STRANGERS,
    BURST,
    LOCKSTEP,
    FOLLOWS,
    WORDS,
    DEPTH,
    ONSET,
    DENSITY,
    INWARD,
    EVENNESS,
    UNISON,
    HEADCOUNT,
    ALL_OR_NONE,
    WAIT_SPREAD,
    BORDER,
    FELLOWS,
)

__all__ = ["EVIDENCE", "Evidence", "Level", "lay_ground", "measure_groups", "measure_members", "measure_pairs"]
