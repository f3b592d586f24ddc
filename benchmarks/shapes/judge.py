"""Says how a case was read: right, right in part, told, refused, wrong, or crashed; and follows advice to its end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.shapes import advice, reader
from benchmarks.shapes.compare import Difference, differences
from benchmarks.shapes.truth import CORE, Case

Verdict = Literal["right", "right_partly", "told", "refused", "wrong", "crashed"]
VERDICTS: tuple[Verdict, ...] = ("right", "right_partly", "told", "refused", "wrong", "crashed")

ROUNDS = 4
"""How often advice is followed before it is taken for going round."""

LEAST_READ = 0.5
"""Share of the rows that must have been read for missing rows to count as told; below, it should be an error."""


@dataclass(frozen=True)
class Judged:
    """What became of a case: the verdict without help, what differed, and the verdict after following advice."""

    verdict: Verdict
    differences: Sequence[Difference] = ()
    message: str = ""
    advised: Verdict | None = None
    rounds: Sequence[str] = ()

    @property
    def failed(self) -> bool:
        """Whether anything was read wrongly in silence, without advice or by it."""
        return self.verdict in {"wrong", "crashed"} or self.advised in {"wrong", "crashed"}


def judge(case: Case, path: Path) -> Judged:
    """Read a case as a user would, say how it went, and follow the advice of a refusal."""
    options = reader.Options(timezone=case.timezone)
    outcome = reader.read(path, options)
    verdict, found = verdict_of(case, path, options, outcome)
    if outcome.error is None or outcome.crashed:
        return Judged(verdict, found, outcome.message)
    advised, rounds = follow(case, path, options, outcome)
    return Judged(verdict, found, outcome.message, advised, rounds)


def follow(
    case: Case, path: Path, options: reader.Options, outcome: reader.Outcome
) -> tuple[Verdict | None, list[str]]:
    """Follow the first proposal of each refusal, at most ROUNDS times; None where there was none to follow."""
    rounds: list[str] = []
    while outcome.error is not None and not outcome.crashed and len(rounds) < ROUNDS:
        new = advice.proposal(outcome, options)
        if new is None:
            break
        rounds.append(" ".join(new.arguments()))
        options = new
        outcome = reader.read(path, options)
        if isinstance(outcome.error, reader.UnknownOptionError):
            return "refused", [*rounds, f"no such option: {outcome.error}"]
    if not rounds:
        return None, rounds
    verdict, found = verdict_of(case, path, options, outcome)
    return verdict, [*rounds, *map(str, found)]


def verdict_of(
    case: Case, path: Path, options: reader.Options, outcome: reader.Outcome
) -> tuple[Verdict, list[Difference]]:
    """Say how one reading stands to the truth."""
    expected = case.truth.expected
    if outcome.crashed:
        return "crashed", []
    if outcome.error is not None:
        return ("refused" if expected == "read" else "right"), []
    if expected == "refuse" and outcome.empty:
        return "right", []
    found = differences(case.truth, outcome.tables)
    if not found:
        return "right", []
    said = reader.told(path, options)
    tells = _Telling(case, outcome, list(reader.sentences(said)))
    if not all(map(tells.told, found)):
        return "wrong", [one for one in found if not tells.told(one)]
    if expected == "either":
        return "right", found
    partly = all(one.kind == "empty" and one.column not in CORE[one.table] for one in found)
    return ("right_partly" if partly else "told"), found


@dataclass(frozen=True)
class _Telling:
    """What a reading tells of itself: its sentences, and the rows that it set aside."""

    case: Case
    outcome: reader.Outcome
    sentences: Sequence[tuple[str, str]]

    def told(self, one: Difference) -> bool:
        """Whether a difference is told: the column is named in a sentence, or the rows are among those set aside."""
        tests: dict[str, Callable[[], bool]] = {
            "missing rows": lambda: self._set_aside(one),
            "not read": lambda: False,
            "more rows": lambda: False,
            "rows mixed": lambda: False,
        }
        return tests.get(one.kind, lambda: self._named(one))()

    def _set_aside(self, one: Difference) -> bool:
        rows = len(self.case.truth.rows(one.table))
        return len(self.outcome.rejected) >= one.rows and one.rows <= rows * (1 - LEAST_READ)

    def _named(self, one: Difference) -> bool:
        headers = self.case.headers(f"{one.table}.{one.column}")
        return any(_mentions(text, header) for _, text in self.sentences for header in headers)


def _mentions(text: str, header: str) -> bool:
    return text == header or f"`{header}`" in text
