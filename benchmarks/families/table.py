"""The figures of families as Markdown."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from benchmarks.families.judge import Outcome, summary

MODES: Mapping[str, str] = {
    "likes": "Likes, comments, follows",
    "views": "With views",
    "comments": "Comments alone",
}
ByFamily = Mapping[str, Sequence[Outcome]]


def _number(value: float) -> str:
    return "–" if np.isnan(value) else f"{value:.3f}"


def _percent(value: float) -> str:
    return "–" if np.isnan(value) else f"{100 * value:.2f} %"


FIGURES: Mapping[str, Callable[[Outcome], float]] = {
    "average precision, all members": lambda one: one.average_precision,
    "… who could be told from friends": lambda one: one.average_precision_apart,
    "… in exchanges": lambda one: one.average_precision_exchanges,
    "precision at 0.5": lambda one: one.precision,
    "recall at 0.5": lambda one: one.recall,
    "… of careful members": lambda one: one.recall_careful,
    "… of members with few traded acts": lambda one: one.recall_sparse,
    "members of exchanges found": lambda one: one.exchanges_found,
    "calibration error above 0.1": lambda one: one.calibration_error,
    "real_share error": lambda one: one.real_share_error,
}


def _both(part: Sequence[Outcome], pick: Callable[[Outcome], float], show: Callable[[float], str]) -> str:
    """The mean, and the worst after it."""
    mean, worst = (show(pick(summary(list(part), worst=one))) for one in (False, True))
    return mean if mean == worst == "–" else f"{mean}, {worst}"


def _named(figure: str, name: str) -> Callable[[Outcome], float]:
    """One figure of a kind or habit; nan in worlds that have none."""

    def pick(one: Outcome) -> float:
        return float(getattr(one, figure).get(name, np.nan))

    return pick


def overview(families: ByFamily) -> str:
    """One column a family: the mean, and the worst after it."""
    heads = [f"{name} ({len(part)})" for name, part in families.items()]
    lines = [f"| mean, worst of (seeds) | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    for figure, pick in FIGURES.items():
        cells = [_both(part, pick, _number) for part in families.values()]
        lines.append(f"| {figure} | {' | '.join(cells)} |")
    return "\n".join(lines)


def habits(outcomes: Mapping[str, ByFamily]) -> str:
    """Honest accounts flagged: a row a family and habit, with how many accounts that is of, a column a mode."""
    lines = [f"| family | habit | accounts | {' | '.join(MODES[mode] for mode in outcomes)} |"]
    lines.append("|---|---|---:|" + "---:|" * len(outcomes))
    for name, part in next(iter(outcomes.values())).items():
        counts = summary(list(part)).honest
        for habit in counts:
            cells = [_flagged(families.get(name, []), habit) for families in outcomes.values()]
            lines.append(f"| {name} | {habit} | {counts[habit]:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _flagged(part: Sequence[Outcome], habit: str) -> str:
    return _both(part, _named("flagged", habit), _percent) if part else "–"


def kinds(families: ByFamily) -> str:
    """Members found: a row a family and kind."""
    lines = [
        "| family | kind | members | average precision of the kind alone | share at 0.5 |",
        "|---|---|---:|---:|---:|",
    ]
    for name, part in families.items():
        for kind, count in summary(list(part)).members.items():
            alone = _both(part, _named("average_precision_by_kind", kind), _number)
            found = _both(part, _named("recall_by_kind", kind), _number)
            lines.append(f"| {name} | {kind} | {count:,} | {alone} | {found} |")
    return "\n".join(lines)


def show(outcomes: Mapping[str, ByFamily]) -> str:
    """All tables; `outcomes` by mode and family."""
    parts = []
    for mode, families in outcomes.items():
        parts += [f"{MODES[mode]}:", overview(families)]
    parts += ["Honest accounts flagged (mean, worst):", habits(outcomes)]
    for mode, families in outcomes.items():
        parts += [f"Members found (mean, worst). {MODES[mode]}:", kinds(families)]
    return "\n\n".join(parts)
