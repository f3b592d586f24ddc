"""What many judged worlds say of an estimator: coverage, bias, error, wrong signs, and the naive ones beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.answers.estimators import Told

NOUGHT = 0.01
"""A true change within this is none: a verdict on its sign is an alarm, and not a wrong sign."""


@dataclass(frozen=True)
class Outcome:
    """One world: its true changes, what the estimator said (None: not enough data, or it failed), the naive ones.

    `truth` is the effect on the typical member in the first four weeks, `together` that on all that members received.
    """

    ranking: str
    selection: str
    seed: int
    truth: float
    together: float
    raw: float
    told: Told | None
    failed: str | None
    seconds: float
    before_after: float
    before_after_raw: float
    members_others: float


@dataclass(frozen=True)
class Summary:
    """One row: all worlds of a ranking and a selection, or of all.

    Changes are relative, so a bias of 0.05 is 5 % of the outcome's level. `covered`, `bias`, `rmse`, `width` are of the
    worlds with an answer, `covered_error` its standard error; `together_*` are the same of the effect on all members'
    likes. `wrong` says that likes rise where they truly fall by more than NOUGHT, or
    the reverse; `alarm` either of both where the truth is within NOUGHT; `right` the true sign where it isn't.
    `naive_*` are mean errors against the truth, `naive_wrong` how often before-and-after has the wrong sign or calls
    nothing a change of more than 5 %.
    """

    ranking: str
    selection: str
    worlds: int
    truth: float
    covered: float
    covered_error: float
    together_covered: float
    together_bias: float
    together_rmse: float
    bias: float
    rmse: float
    width: float
    wrong: float
    alarm: float
    right: float
    not_enough: float
    failed: float
    naive_before_after: float
    naive_before_after_raw: float
    naive_members_others: float
    naive_wrong: float
    seconds: float


def summaries(outcomes: Sequence[Outcome]) -> list[Summary]:
    """One summary for each ranking and selection met, and one for all."""
    kinds = dict.fromkeys((one.ranking, one.selection) for one in outcomes)
    rows = [summary([one for one in outcomes if (one.ranking, one.selection) == kind], *kind) for kind in kinds]
    return [*rows, summary(outcomes, "all", "all")]


def summary(outcomes: Sequence[Outcome], ranking: str, selection: str) -> Summary:
    """What these worlds say together."""
    truth = np.array([one.truth for one in outcomes])
    answered = [(one, one.told) for one in outcomes if one.told is not None]
    error = np.array([said.change - one.truth for one, said in answered])
    covered = np.array([said.low <= one.truth <= said.high for one, said in answered])
    both = [(one.together, said.together) for one, said in answered if said.together is not None]
    all_error = np.array([said[0] - true for true, said in both])
    rate = _mean(covered)
    naive = np.array([[one.before_after, one.before_after_raw, one.members_others] for one in outcomes])
    naive_errors = np.nanmean(naive - truth[:, None], axis=0) if len(naive) else np.full(3, np.nan)
    return Summary(
        ranking=ranking,
        selection=selection,
        worlds=len(outcomes),
        truth=_mean(truth),
        covered=rate,
        covered_error=float(np.sqrt(rate * (1 - rate) / len(covered))) if len(covered) else float("nan"),
        together_covered=_mean(np.array([said[1] <= true <= said[2] for true, said in both])),
        together_bias=_mean(all_error),
        together_rmse=float(np.sqrt(_mean(all_error**2))),
        bias=_mean(error),
        rmse=float(np.sqrt(_mean(error**2))),
        width=_mean(np.array([said.high - said.low for _, said in answered])),
        wrong=_mean(np.array([_sign(said) * _true_sign(one) < 0 for one, said in answered])),
        alarm=_mean(np.array([_sign(said) != 0 for one, said in answered if _true_sign(one) == 0])),
        right=_mean(np.array([_sign(said) == _true_sign(one) for one, said in answered if _true_sign(one) != 0])),
        not_enough=_mean(np.array([one.told is None and one.failed is None for one in outcomes])),
        failed=_mean(np.array([one.failed is not None for one in outcomes])),
        naive_before_after=float(naive_errors[0]),
        naive_before_after_raw=float(naive_errors[1]),
        naive_members_others=float(naive_errors[2]),
        naive_wrong=_mean(np.array([_naively_wrong(one) for one in outcomes])),
        seconds=_mean(np.array([one.seconds for one in outcomes])),
    )


def markdown(rows: Sequence[Summary]) -> str:
    """The summaries as a Markdown table: changes in points, shares in per cent."""
    heads = ["truth", "covered", "bias", "RMSE", "width", "wrong sign", "false alarm", "right sign", "not enough"]
    heads += ["together: covered", "bias", "before/after off by", "the same, raw"]
    lines = [f"| ranking | who joins | worlds | {' | '.join(heads)} |", "|---|---|---:|" + "---:|" * len(heads)]
    for row in rows:
        cells = [
            f"{100 * row.truth:+.1f}",
            f"{100 * row.covered:.1f}",
            f"{100 * row.bias:+.1f}",
            *(f"{100 * one:.1f}" for one in (row.rmse, row.width, row.wrong, row.alarm, row.right, row.not_enough)),
            f"{100 * row.together_covered:.1f}",
            *(f"{100 * one:+.1f}" for one in (row.together_bias, row.naive_before_after, row.naive_before_after_raw)),
        ]
        shown = " | ".join("–" if "nan" in cell else cell for cell in cells)
        lines.append(f"| {row.ranking} | {row.selection} | {row.worlds} | {shown} |")
    failed = sum(row.failed * row.worlds for row in rows[-1:])
    return "\n".join(lines) + (f"\n\n{failed:.0f} worlds ended in an error." if failed else "")


def _mean(values: "np.ndarray[tuple[int, ...], np.dtype[np.generic]]") -> float:
    return float(values.astype(np.float64).mean()) if len(values) else float("nan")


def _sign(said: Told) -> int:
    return {"rises": 1, "falls": -1}.get(said.verdict, 0)


def _true_sign(one: Outcome) -> int:
    return 0 if abs(one.truth) <= NOUGHT else int(np.sign(one.truth))


def _naively_wrong(one: Outcome) -> bool:
    naive = 0 if abs(one.before_after) <= 0.05 else int(np.sign(one.before_after))
    true = 0 if abs(one.truth) <= 0.05 else int(np.sign(one.truth))
    return naive != true
