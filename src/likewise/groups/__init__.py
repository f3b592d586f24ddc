"""Groups: a pair is weak, a group is strong. Pairs become candidates, candidates are tested as wholes.

Reads `pair_fact`, `core` and `lockstep` (left: `weigh`, `evidence`), gives `found_group` and `membership`
to `discount`.
"""

from likewise.groups.find import find_groups, measure_belonging, measure_candidates, propose

__all__ = ["find_groups", "measure_belonging", "measure_candidates", "propose"]
