"""A platform in a box: what happens to accounts that trade likes, and what a rule of the platform would do.

Stands apart from the way through the house: it takes parameters, not the user's tables (`fit` sets them by what was
measured there), and knows nothing of how groups are found. One module a part: `readers`, `creators`, `feed`, `risk`,
`groups`, `scenario`; `box` runs them, `study`, `claims` and `sweep` say what came out.
"""

from likewise.answers.simulate.box import Course, Detector, Events, simulate
from likewise.answers.simulate.claims import CLAIMS, SWITCHES, Claimed, Switch, judge_claims, variants_for
from likewise.answers.simulate.fit import FitRow, Fitted, fit_to
from likewise.answers.simulate.parameters import Parameters, described, every_parameter
from likewise.answers.simulate.scenario import (
    Scenario,
    Sweep,
    feed_names,
    load_feed,
    load_scenario,
    mixed_parameters,
    read_sweep,
    scenario_names,
)
from likewise.answers.simulate.study import MEASURES, VARIANTS, Study, bands, consequence, run_study
from likewise.answers.simulate.sweep import Swept, run_sweep

__all__ = [
    "CLAIMS",
    "MEASURES",
    "SWITCHES",
    "VARIANTS",
    "Claimed",
    "Course",
    "Detector",
    "Events",
    "FitRow",
    "Fitted",
    "Parameters",
    "Scenario",
    "Study",
    "Sweep",
    "Swept",
    "Switch",
    "bands",
    "consequence",
    "described",
    "every_parameter",
    "feed_names",
    "fit_to",
    "judge_claims",
    "load_feed",
    "load_scenario",
    "mixed_parameters",
    "read_sweep",
    "run_study",
    "run_sweep",
    "scenario_names",
    "simulate",
    "variants_for",
]
