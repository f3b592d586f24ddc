"""Effect: what joining a group did to its members, and what leaving did, against accounts that never or not yet joined.

Stands behind `discount` and before `claims`. A staggered event study: every member is compared, period by period, with
accounts of its size and topic that nobody trades with in that window (`panel`, `matched`), by Poisson pseudo-likelihood
with account and period effects (`event_study`). Members may differ from others by a lasting level (taken out by account
effects), by a lasting growth, or by joining in a passing high or low; how far these could carry is learnt from the
accounts outside (`selection`).
"""

from likewise.answers.effect.event_study import Studied
from likewise.answers.effect.measure import MAIN, Effects, Outcome, measure_effects, study_panel
from likewise.answers.effect.panel import Panel, read_panel

__all__ = ["MAIN", "Effects", "Outcome", "Panel", "Studied", "measure_effects", "read_panel", "study_panel"]
