"""Effect: what joining a group did to its members, and what leaving did, against accounts that nobody trades with.

Stands behind `discount` and before `claims`. A staggered event study by generalised least squares: members before and
after (`history`) beside accounts outside, whose paths teach how accounts go on by themselves (`kernel`, `gls`). Members
may have joined at no particular moment, while growing, or in a passing high or low: each gives its own answer, and the
interval holds all that the data don't rule out (`choice`, `event_study`).
"""

from likewise.answers.effect.event_study import Studied
from likewise.answers.effect.measure import MAIN, Effects, Outcome, measure_effects, study_panel
from likewise.answers.effect.panel import Panel, read_panel

__all__ = ["MAIN", "Effects", "Outcome", "Panel", "Studied", "measure_effects", "read_panel", "study_panel"]
