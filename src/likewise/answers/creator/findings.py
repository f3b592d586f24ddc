"""The nine claims as far as a creator's own posts can test them; of the others, what data they would need.

Reads the posts' own numbers and the dates in which a group was used, gives `Finding`s to `show`. Likes aren't known
person by person here, so that nobody's likes can be taken out: see `outcomes` for what is compared instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from likewise.answers.claims.face import CLAIMS, Finding
from likewise.answers.claims.needed import needed
from likewise.answers.creator import outcomes
from likewise.answers.creator.interrupted import LEAST_POSTS, Model, fitted
from likewise.answers.creator.mismatched import mismatch_finding
from likewise.answers.creator.outcomes import Outcome
from likewise.answers.creator.owner import Owner
from likewise.answers.creator.pooled import pooled
from likewise.answers.creator.series import AFTER, BEFORE, INSIDE, Series, Span, near, phases_of, read_series
from likewise.answers.estimate import MATTERS, Estimate
from likewise.engine import Engine

METHOD = "creator_interrupted"

UNTESTABLE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "retention": ("creator_needs_followers", ("events.kind=follow", "events.kind=unfollow")),
    "conversion": ("creator_needs_purchases", ("events.kind=purchase",)),
    "alternatives": ("creator_needs_like_log", ("events.kind=like",)),
}
"""What no table of posts can tell: the reason, and what is missing."""

NEEDS: Mapping[str, tuple[str, ...]] = {
    "bubble": ("posts.likes", "posts.comments", "posts.saves"),
    "lift": ("posts.likes", "posts.views"),
    "cliff": ("posts.likes",),
    "trust": ("posts.views", "posts.comments", "posts.saves"),
    "enforcement": ("posts.views", "posts.likes"),
}
"""What each claim compares, for naming what is missing."""

AFTERWARDS = frozenset({"cliff", "trust"})
"""Claims about the time after the group; the others are about the time in it."""

Measured = Callable[[Series], Outcome | None]


def creator_findings(
    engine: Engine, spans: Sequence[Span], timezone: str = "UTC", owner: Owner | None = None
) -> list[Finding]:
    """One finding a claim, in the order of CLAIMS, from the engine's table `post`.

    `spans` are the dates in which a group was used; without any, only `mismatch` can be tested. `owner` says whose the
    posts are; left out, those that name no author are one creator's. Weekdays are those of `timezone`.
    """
    read = read_series(engine, timezone)
    every = [one for one in read if owner is None or owner.holds(one.account)]
    testers: Mapping[str, Callable[[Sequence[Series]], Finding]] = {
        "bubble": lambda cut: _bounded("bubble", cut, outcomes.depth, spans, _inside),
        "lift": lambda cut: _lift(cut, spans),
        "cliff": lambda cut: _bounded("cliff", cut, _likes, spans, _after),
        "trust": lambda cut: _bounded("trust", cut, outcomes.response, spans, _after),
        "enforcement": lambda cut: _bounded("enforcement", cut, outcomes.distribution, spans, _since),
    }
    cut = [near(series, spans) for series in every]
    cut = [series for series in cut if len(series) and phases_of(series, spans).any()]
    found = {claim: Finding(claim, METHOD, reason=why, lacks=lacks) for claim, (why, lacks) in UNTESTABLE.items()}
    nobody = bool(read) and not every
    found["mismatch"] = _of_nobody("mismatch") if nobody else mismatch_finding(every, spans)
    for claim, tester in testers.items():
        found[claim] = tester(cut) if spans and cut else _dateless(claim, spans, owner)
    return [_counted(found[claim]) for claim in CLAIMS]


def steps_of(series: Series, spans: Sequence[Span]) -> dict[str, np.ndarray]:
    """The two steps of an account's history: in its spans, and after."""
    phases = phases_of(series, spans)
    return {"inside": phases == INSIDE, "after": phases == AFTER}


def _likes(series: Series) -> Outcome | None:
    return outcomes.raw(series, "likes")


def _inside(model: Model) -> Estimate | None:
    return model.step(inside=1.0) if model.n[INSIDE] and model.n[BEFORE] else None


def _after(model: Model) -> Estimate | None:
    return model.step(after=1.0) if model.n[AFTER] and model.n[BEFORE] else None


def _since(model: Model) -> Estimate | None:
    """In and after the span together, each as much as it has posts."""
    inside, after = model.n[INSIDE], model.n[AFTER]
    if not inside or not model.n[BEFORE]:
        return None
    return model.step(inside=inside / (inside + after), after=after / (inside + after))


def estimates_of(
    every: Sequence[Series], measured: Measured, spans: Sequence[Span], told: Callable[[Model], Estimate | None]
) -> list[Estimate]:
    """Each account's estimate, of those that have posts enough."""
    found = []
    for series in every:
        outcome = measured(series)
        model = outcome and fitted(series, outcome, phases_of(series, spans), steps_of(series, spans))
        estimate = model and told(model)
        if estimate:
            found.append(estimate)
    return found


def _pooled(
    every: Sequence[Series], measured: Measured, spans: Sequence[Span], told: Callable[[Model], Estimate | None]
) -> Estimate | None:
    return pooled(estimates_of(every, measured, spans, told))


def _bounded(
    claim: str,
    every: Sequence[Series],
    measured: Measured,
    spans: Sequence[Span],
    told: Callable[[Model], Estimate | None],
) -> Finding:
    """A claim that something falls: for it when the fall matters, against it when no such fall is left possible."""
    estimate = _pooled(every, measured, spans, told)
    if estimate is None:
        return _short(claim, every, measured, spans)
    kinds = dict.fromkeys(kind for series in every if (outcome := measured(series)) for kind in outcome.of)
    return Finding(
        claim,
        METHOD,
        estimate,
        p_for=estimate.p_below(-MATTERS),
        p_against=estimate.p_above(-MATTERS),
        n=estimate.n,
        needed=needed(estimate),
        values={"kinds": " ".join(kinds)},
    )


def _lift(every: Sequence[Series], spans: Sequence[Span]) -> Finding:
    """Likes rise while views of people who didn't like don't: both must hold, and either failing speaks against it."""
    organic = _pooled(every, outcomes.organic_views, spans, _inside)
    likes = _pooled(every, _likes, spans, _inside)
    if organic is None or likes is None:
        return _short("lift", every, outcomes.organic_views if organic is None else _likes, spans)
    return Finding(
        "lift",
        METHOD,
        organic,
        p_for=max(likes.p_above(MATTERS), organic.p_below(MATTERS)),
        p_against=min(1.0, 2 * min(organic.p_above(MATTERS), likes.p_below(MATTERS))),
        n=organic.n,
        needed=needed(organic, MATTERS),
        values={"raw": likes.change, "raw_low": likes.low, "raw_high": likes.high},
    )


def _dateless(claim: str, spans: Sequence[Span], owner: Owner | None) -> Finding:
    if owner is not None and owner.known_by == "nobody":
        return _of_nobody(claim)
    if owner is not None and owner.known_by == "several":
        return Finding(claim, METHOD, reason="creator_of_several", n=0)
    if not spans:
        return Finding(claim, METHOD, reason="creator_needs_group_dates")
    return Finding(claim, METHOD, reason="creator_no_posts_in_dates", needed=LEAST_POSTS)


def _of_nobody(claim: str) -> Finding:
    return Finding(claim, METHOD, reason="creator_of_nobody", lacks=("posts.author",))


def _short(claim: str, every: Sequence[Series], measured: Measured, spans: Sequence[Span]) -> Finding:
    """What is missing: columns, posts on one side of the change, or anything there to tell it by."""
    known = [(series, outcome) for series in every if (outcome := measured(series))]
    if not known:
        missing = (tuple(name for name in NEEDS[claim] if not one.holds(name.removeprefix("posts."))) for one in every)
        return Finding(claim, METHOD, reason="creator_needs_columns", lacks=min(missing, key=len))
    n = max(int(np.isfinite(outcome.values).sum()) for _, outcome in known)
    later = AFTER if claim in AFTERWARDS else INSIDE
    if any(_posts_enough(series, outcome, spans, later) for series, outcome in known):
        return Finding(claim, METHOD, reason="creator_nothing_to_tell_by", n=n)
    return Finding(claim, METHOD, reason="creator_needs_posts", n=n, needed=LEAST_POSTS)


def _posts_enough(series: Series, outcome: Outcome, spans: Sequence[Span], later: int) -> bool:
    """Whether both sides have posts enough, and so has the time between them where there is any."""
    posts = np.bincount(phases_of(series, spans)[np.isfinite(outcome.values)], minlength=AFTER + 1)
    return bool(min(posts[BEFORE], posts[later]) >= LEAST_POSTS) and not 0 < posts[INSIDE] < LEAST_POSTS


def _counted(finding: Finding) -> Finding:
    """The finding with what its sentence names: the interval, posts, and how many would do."""
    told: dict[str, float | int | str | None] = {"n": finding.n, "needed": finding.needed, "least": LEAST_POSTS}
    if finding.estimate:
        told |= {"change": finding.estimate.change, "low": finding.estimate.low, "high": finding.estimate.high}
    return replace(finding, sample="posts", values={**told, **finding.values})
