"""The answer: effects, levers and the nine claims together, in the order in which they need each other.

The last room of `answers` before `show`. What the group did feeds the levers (what else the same effort could do), and
both feed the claims.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pyarrow as pa
from threadpoolctl import threadpool_limits

from likewise.answers.claims import (
    Claim,
    alternatives,
    bubble,
    cliff,
    conversion,
    enforcement,
    judge,
    lift,
    mismatch,
    retention,
    trust,
)
from likewise.answers.creator import (
    Owner,
    Question,
    Span,
    creator_effects,
    creator_findings,
    find_owner,
    group_questions,
)
from likewise.answers.effect import MAIN, measure_effects
from likewise.answers.health import foresee
from likewise.answers.levers import Levers, measure_levers
from likewise.engine import Engine
from likewise.errors import InputError


@dataclass(frozen=True)
class Answer:
    """The nine verdicts, the effects behind them, the levers, and what a creator is asked.

    `creator` is whether the data holds posts alone; `owner` then says whose they are.
    """

    claims: tuple[Claim, ...]
    effects: pa.Table
    levers: Levers
    questions: tuple[Question, ...]
    creator: bool
    owner: Owner | None = None


def answer(
    engine: Engine,
    holds: frozenset[str],
    spans: Sequence[Span] = (),
    seed: int = 0,
    timezone: str = "UTC",
    exports: Collection[str] = (),
    me: str | None = None,
) -> Answer:
    """Test the nine claims on what `analyse` left on the engine, and judge accounts with what leaving would do.

    `spans` are the dates in which a creator says to have used a group. Where the data holds no likes by person, the
    creator's claims are tested: `exports` are files that hold nothing but one's own posts, `me` is the account that the
    user says to be. Weekdays and hours are those of `timezone`. Raises InputError when dates are given and likes by
    person are known, or when it isn't known whose dates they are.
    """
    by_person = bool(engine.value('select 1 from "like" limit 1'))
    if spans and by_person:
        raise InputError.of("results.dates_of_likes")
    if not by_person:
        owner = find_owner(engine, exports, me, spans)
        dated = owner.dated(spans)
        findings = judge(creator_findings(engine, dated, timezone, owner))
        questions = () if spans else group_questions(engine, seed, timezone, owner)
        effects = creator_effects(engine, dated, timezone)
        return Answer(findings, effects, measure_levers(engine, holds, None, timezone), questions, True, owner)
    # The systems solved are so small that several threads would mostly wait for each other, and add in any order.
    with threadpool_limits(limits=1, user_api="blas"):
        return _by_person(engine, holds, timezone)


def _by_person(engine: Engine, holds: frozenset[str], timezone: str) -> Answer:
    """The answer from likes by person."""
    effects = measure_effects(engine)
    deep = effects.of("join", "deep", "organic")
    group = None if deep is None else deep.effect
    levers = measure_levers(engine, holds, group, timezone)
    joined, left = effects.of("join", *MAIN), effects.of("leave", *MAIN)
    if joined is not None and left is not None:
        foresee(engine, holds, left.effect.over(joined.effect))
    findings = [
        bubble.test(engine, holds),
        mismatch.test(engine, holds),
        lift.test(effects),
        cliff.test(effects),
        trust.test(effects),
        retention.test(engine, holds),
        conversion.test(engine, holds),
        enforcement.test(effects),
        alternatives.test(levers, group),
    ]
    return Answer(judge(findings), effects.table(), levers, (), False)
