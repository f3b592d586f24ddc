"""Apply rules to a finished report: whom they reach, what that removes, and what other thresholds would do.

Reads a report's Parquet files on the engine; gives `Applied` to `show`. Only reached accounts leave the engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from likewise.answers.policy.hurt import Hurt, hurt
from likewise.answers.policy.rule import ACTIONS, ANY, KINDS, Rule
from likewise.engine import Engine, sql_text
from likewise.errors import InputError
from likewise.sources.trouble import reading
from likewise.tables import MEMBER_FACTS
from likewise.text import Sentence

_SELF = "likewise.answers.policy"

RATHER = 0.5
"""A like counts as one that a discount takes out from this probability of having been traded: below even odds,
taking it out would rather remove an honest like than a traded one."""

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
"""Least probabilities that a rule is compared with: from even odds to ninety-nine to one."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class TradedLikes:
    """Likes that accounts gave and that were rather traded than not.

    `likes` is how many; of those, `traded` and `honest` are expected to have been the one or the other.
    """

    likes: int
    traded: float
    honest: float


@dataclass(frozen=True)
class Outcome:
    """What one action would do in one kind of group ("any": in all of them)."""

    action: str
    kind: str
    hurt: Hurt
    likes: TradedLikes


@dataclass(frozen=True)
class Threshold:
    """What a single rule with this least probability would do in one kind of group ("any": in all of them)."""

    probability: float
    kind: str
    hurt: Hurt
    likes: TradedLikes


@dataclass(frozen=True)
class Applied:
    """Rules applied to a report.

    `actions` is a row an account reached (see action.sql); `all` is what every action does together, `discounted`
    what takes effect without a person; `accounts` and `traded` are the whole data's; `last` its last like in a group.
    """

    rules: tuple[Rule, ...]
    actions: pa.Table
    all: Outcome
    outcomes: tuple[Outcome, ...]
    discounted: TradedLikes
    tradeoff: tuple[Threshold, ...]
    accounts: int
    traded: float
    last: datetime | None


def apply(engine: Engine, folder: Path, rules: Sequence[Rule]) -> Applied:
    """Apply rules to the report in `folder`; InputError when one of its tables isn't there."""
    _open(engine, folder)
    actions = _reached(engine, rules)
    whole = engine.arrow(sql_text(_SELF, "whole.sql")).to_pylist()[0]
    return Applied(
        rules=tuple(rules),
        actions=actions,
        all=_outcome(actions, ANY, ANY),
        outcomes=_outcomes(actions),
        discounted=_likes(actions.filter(actions["discounted"])),
        tradeoff=_tradeoff(engine),
        accounts=whole["accounts"],
        traded=whole["traded"],
        last=None if whole["last"] is None else EPOCH + timedelta(microseconds=whole["last"]),
    )


def _open(engine: Engine, folder: Path) -> None:
    """Make views of the tables that a rule looks at, and `gave`."""
    for table in ("groups", "members", "accounts", "events_exchanged"):
        file = folder / f"{table}.parquet"
        if not file.is_file():
            raise InputError.of("results.missing_file", file=file)
        with reading(str(file), Sentence("results.make_anew")):
            engine.view(f"result_{table}", "select * from read_parquet($file)", file=str(file))
    engine.create("gave", sql_text(_SELF, "gave.sql"), rather=RATHER)


def _reached(engine: Engine, rules: Sequence[Rule]) -> pa.Table:
    """The accounts that these rules reach, strictest and likeliest first."""
    engine.register(
        "rule",
        pa.table(
            {
                "place": pa.array(range(len(rules)), pa.int64()),
                "name": pa.array([rule.name for rule in rules], pa.string()),
                "kind": pa.array([rule.kind for rule in rules], pa.string()),
                "action": pa.array([rule.action for rule in rules], pa.string()),
                "strictness": pa.array([ACTIONS.index(rule.action) for rule in rules], pa.int64()),
                "probability": pa.array([float(rule.probability) for rule in rules], pa.float64()),
                "group_probability": pa.array([float(rule.group_probability) for rule in rules], pa.float64()),
            }
        ),
    )
    facts = ", ".join(f"ranked.bits_{fact}" for fact in MEMBER_FACTS)
    return engine.arrow(sql_text(_SELF, "action.sql").replace("/* facts */", facts))


def _outcomes(actions: pa.Table) -> tuple[Outcome, ...]:
    """Every action over all kinds, then kind by kind; only those that reach somebody, strictest first."""
    said = [_outcome(actions, action, kind) for action in reversed(ACTIONS) for kind in (ANY, *KINDS)]
    return tuple(one for one in said if one.hurt.accounts)


def _outcome(actions: pa.Table, action: str, kind: str) -> Outcome:
    for column, value in (("action", action), ("kind", kind)):
        actions = actions if value == ANY else actions.filter(pc.equal(actions[column], value))
    return Outcome(action, kind, _hurt(actions), _likes(actions))


def _tradeoff(engine: Engine) -> tuple[Threshold, ...]:
    said = []
    for least in THRESHOLDS:
        reached = _reached(engine, [Rule("threshold", "discount", least)])
        for kind in (ANY, *KINDS):
            one = _outcome(reached, ANY, kind)
            said.append(Threshold(least, kind, one.hurt, one.likes))
    return tuple(said)


def _hurt(actions: pa.Table) -> Hurt:
    chances = [actions[column].to_numpy().astype(np.float64) for column in ("probability", "group_probability")]
    return hurt(actions["group"].to_pylist(), *chances)


def _likes(actions: pa.Table) -> TradedLikes:
    likes, traded, honest = (pc.sum(actions[name]).as_py() or 0 for name in ("likes", "likes_traded", "likes_honest"))
    return TradedLikes(int(likes), float(traded), float(honest))
