"""The figures of families as Markdown."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from benchmarks.families.judge import Outcome, summary

MODES: Mapping[str, str] = {
    "likes": "Likes, comments, follows",
    "views": "With views",
    "comments": "Comments alone",
}


def _number(value: float) -> str:
    return "–" if np.isnan(value) else f"{value:.3f}"


def _percent(value: float) -> str:
    return "–" if np.isnan(value) else f"{100 * value:.2f} %"


FIGURES: Mapping[str, Callable[[Outcome], str]] = {
    "average precision, all members": lambda one: _number(one.average_precision),
    "… who could be told from friends": lambda one: _number(one.average_precision_apart),
    "… in exchanges": lambda one: _number(one.average_precision_exchanges),
    "precision at 0.5": lambda one: _number(one.precision),
    "recall at 0.5": lambda one: _number(one.recall),
    "… of careful members": lambda one: _number(one.recall_careful),
    "… of members with few traded acts": lambda one: _number(one.recall_sparse),
    "members of exchanges found": lambda one: _number(one.exchanges_found),
    "calibration error above 0.1": lambda one: _number(one.calibration_error),
    "real_share error": lambda one: _number(one.real_share_error),
}


def overview(outcomes: Mapping[str, Sequence[Outcome]]) -> str:
    """One column a family: the mean, and the worst after it."""
    both = {name: (summary(list(part)), summary(list(part), worst=True)) for name, part in outcomes.items()}
    heads = [f"{name} ({len(outcomes[name])})" for name in both]
    lines = [f"| mean, worst of (seeds) | {' | '.join(heads)} |", "|---|" + "---:|" * len(both)]
    for figure, show in FIGURES.items():
        cells = [f"{show(mean)}, {show(worst)}" for mean, worst in both.values()]
        lines.append(f"| {figure} | {' | '.join(cells)} |")
    return "\n".join(lines)


def habits(outcomes: Mapping[str, Sequence[Outcome]]) -> str:
    """Honest accounts flagged: a row a family and habit, with how many accounts that is of."""
    lines = ["| family | habit | accounts | flagged, mean | worst |", "|---|---|---:|---:|---:|"]
    for name, part in outcomes.items():
        mean, worst = summary(list(part)), summary(list(part), worst=True)
        lines += [
            f"| {name} | {habit} | {mean.honest[habit]:,} | {_percent(mean.flagged[habit])} "
            f"| {_percent(worst.flagged[habit])} |"
            for habit in mean.flagged
        ]
    return "\n".join(lines)


def kinds(outcomes: Mapping[str, Sequence[Outcome]]) -> str:
    """Members found: a row a family and kind."""
    lines = [
        "| family | kind | members | average precision alone, mean | worst | at 0.5, mean | worst |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for name, part in outcomes.items():
        mean, worst = summary(list(part)), summary(list(part), worst=True)
        lines += [
            f"| {name} | {kind} | {mean.members[kind]:,} | {_number(mean.average_precision_by_kind[kind])} "
            f"| {_number(worst.average_precision_by_kind[kind])} | {_number(mean.recall_by_kind[kind])} "
            f"| {_number(worst.recall_by_kind[kind])} |"
            for kind in mean.members
        ]
    return "\n".join(lines)


def show(outcomes: Mapping[str, Mapping[str, Sequence[Outcome]]]) -> str:
    """All tables; `outcomes` by mode and family."""
    parts = []
    for mode, families in outcomes.items():
        parts += [f"**{MODES[mode]}**", overview(families), habits(families), kinds(families)]
    return "\n\n".join(parts)
