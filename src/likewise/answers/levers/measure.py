"""What honest habits go with deeper engagement, what an hour of each brings, and which of them carries most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from likewise.answers.estimate import LEVEL, MATTERS, Estimate
from likewise.answers.levers.effort import SECONDS_PER_LIKE, minutes_of
from likewise.answers.levers.regression import LEAST_ACCOUNTS, Support, fit, supports
from likewise.answers.levers.sample import Sample, draw_sample
from likewise.engine import Engine, sql_text
from likewise.tables import OUTPUTS

GROUP = "group"
"""The lever that is the group's own, to compare with."""

DEEP = "deep"
OUTCOMES_NOT_ACTS = frozenset({"completion"})
"""What goes with deeper engagement and isn't something that one can decide to do."""
OUTCOMES = (DEEP, "likes", "views")
"""Per post: organic comments, saves and reposts together; organic likes; views. Comparisons rest on the first."""
