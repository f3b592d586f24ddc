"""What rules would do to a finished report's accounts: tables with evidence, harm to honest accounts, labels, words.

What `likewise.policy` returns. It acts on nobody; whoever reads it may.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from likewise.answers.policy import Applied, Labelled, Outcome, Rule, Threshold, TradedLikes, apply, labels_of
from likewise.engine import Engine
from likewise.errors import InputError
from likewise.pipeline import read_run
from likewise.show.catalogue import require_language
from likewise.show.frame import Frame
from likewise.show.numerals import Lang
from likewise.show.policy_files import place_of, write
from likewise.show.policy_words import cautions, in_words
from likewise.show.review_queue import action_table, review_queue


@dataclass(frozen=True)
class Policy:
    """What rules would do: `actions` to whom, `queue` what waits for a person, `applied` the figures.

    `labels` are None where no labeler was named; `read` are the files that it was made of, over which it is never
    written. Tables hold their evidence in the language they were made in.
    """

    applied: Applied
    actions: Frame
    queue: Frame
    labels: Labelled | None
    unlabelled: str | None
    read: tuple[Path, ...] = field(default=(), repr=False)

    def in_words(self, lang: Lang = "en") -> str:
        """The outcome as text; LikewiseError when there is no such language."""
        require_language(lang)
        return in_words(self.applied, len(self.queue), self.labels, self.unlabelled, lang)

    def to_dict(self) -> dict[str, Any]:
        """The figures for JSON, as policy.json has them, with every caution in both languages."""
        applied = self.applied
        return {
            "version": version("likewise"),
            "rules": [asdict(rule) for rule in applied.rules],
            "accounts": applied.accounts,
            "likes_traded_in_all": applied.traded,
            "reached": _figures(applied.all),
            "outcomes": [_figures(one) for one in applied.outcomes],
            "discounted": _likes(applied.discounted),
            "tradeoff": [_figures(one) for one in applied.tradeoff],
            "waiting": len(self.queue),
            "labels": self.label_file() | {"labels": len(self.labels.labels) if self.labels else 0},
            "cautions": cautions(applied),
        }

    def label_file(self) -> dict[str, Any]:
        """What labels.json says: unsigned proposals, how many accounts got none, and why there are none at all."""
        made = self.labels or Labelled((), len(self.queue))
        return {
            "status": "proposed",
            "signed": False,
            "without": self.unlabelled,
            "accounts_without_label": made.others,
            "labels": list(made.labels),
        }

    def write(self, out: str | Path, *, overwrite: bool = False) -> Path:
        """Write the files of a policy into a folder, all or none, and return it.

        The folder is new, empty, or holds an earlier policy in whose queue nobody has written; with `overwrite`, files
        of the same names are replaced that likewise did not write, and all others kept. OutputError else.
        """
        return write(
            place_of(out, self.read, overwrite),
            self.actions.to_arrow(),
            self.queue.to_arrow(),
            self.label_file(),
            self.to_dict(),
        )

    def __str__(self) -> str:
        return self.in_words()


def propose(
    engine: Engine,
    folder: Path,
    rules: tuple[Rule, ...],
    *,
    lang: Lang = "en",
    labeler: str | None = None,
    at: datetime | None = None,
) -> Policy:
    """Apply rules to the report in `folder`.

    `labeler` is the DID that labels would come from; `at` their time, the last like in any found group when left
    out. Raises InputError when the report lacks a table, or when it found groups among comments or reposts.
    """
    require_language(lang)
    _require_likes(folder)
    applied = apply(engine, folder, rules)
    actions = action_table(applied.actions, folder, lang)
    queue = review_queue(actions)
    moment = at or applied.last
    without = "no_labeler" if labeler is None else "no_time" if moment is None else None
    labels = None
    if labeler is not None and moment is not None:
        proposals = zip(queue["account"].to_pylist(), queue["proposed"].to_pylist(), strict=True)
        labels = labels_of(proposals, labeler, moment)
    return Policy(applied, Frame(actions), Frame(queue), labels, without)


def _require_likes(folder: Path) -> None:
    """Rules act on people by likes: what comments or reposts alone suggest is for reading, not for acting on."""
    if read_run(folder).get("favour", "like") != "like":
        raise InputError.of("policy.no_likes", folder=folder)


def _figures(one: Outcome | Threshold) -> dict[str, Any]:
    """One outcome, flat enough to be a row."""
    named: Mapping[str, Any] = (
        {"action": one.action, "kind": one.kind}
        if isinstance(one, Outcome)
        else {"probability": one.probability, "kind": one.kind}
    )
    harm = one.hurt
    return {
        **named,
        "accounts": harm.accounts,
        "groups": harm.groups,
        "honest_expected": harm.expected,
        "honest_if_independent": [harm.independent.low, harm.independent.high],
        "honest_if_groups_err_whole": [harm.by_group.low, harm.by_group.high],
        "honest_if_weights_fit_badly": [harm.by_platform.low, harm.by_platform.high],
        "worst_group": harm.worst and asdict(harm.worst),
        **_likes(one.likes),
    }


def _likes(likes: TradedLikes) -> dict[str, Any]:
    return {"likes": likes.likes, "likes_traded": likes.traded, "likes_honest": likes.honest}
