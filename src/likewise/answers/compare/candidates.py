"""Candidates side by side: whom each really reaches, what real engagement it gets, and what one of it costs.

Reads `post_count`, `exchanged`, `like` and `deed` (left: `discount`), gives a `Comparing` to `show`. Where the data
hold no likes by person, people reached and what was traded are unknown: counts are then as published, and it is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from likewise.answers.compare.rate import THOUSAND, Floats, Rate, cost, counted, mean, ratio, share, typical
from likewise.engine import Engine, sql_text

_SELF = "likewise.answers.compare"

LEAST_POSTS = 6
"""Posts that an account must have to be compared: fewer can't bound the median at 95 % (order statistics)."""

MEASURES = (
    "reach_post",
    "reach_total",
    "views_post",
    "engagement_post",
    "engagement_typical",
    "likes_post",
    "comments_post",
    "saves_post",
    "reposts_post",
    "real_share",
    "depth",
    "cost_reach",
    "cost_views",
    "cost_engagement",
)
"""What is told of each candidate, in order. Counts are real: traded events are taken out."""

DEEP = ("comments", "saves", "reposts")
"""What takes more than a tap."""

KINDS = ("likes", *DEEP)
"""What engagement is made of, as far as it is known of every candidate: sums of different things don't compare."""

SCHEMA = pa.schema(
    [
        ("account", pa.string()),
        ("measure", pa.string()),
        ("other", pa.string()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("n", pa.int64()),
    ]
)
"""A row is a measure of a candidate with its 95 % interval; `other` names the candidate that an overlap is with."""


@dataclass(frozen=True)
class Candidate:
    """One account: how many posts it has, whether its likes are known by person, and each measure that can be told."""

    account: str
    posts: int
    by_person: bool
    price: float | None
    measures: Mapping[str, Rate]

    @property
    def enough(self) -> bool:
        """Whether it has posts enough to be compared."""
        return self.posts >= LEAST_POSTS


@dataclass(frozen=True)
class Comparing:
    """Candidates in the order asked for; of each two, which share of the first one's people are the other's too.

    `together` is how many people all of them reach: less than the sum, by those whom they share. `kinds` are those of
    KINDS that engagement is the sum of: what isn't known of one candidate isn't counted for another.
    """

    candidates: tuple[Candidate, ...]
    overlap: Mapping[tuple[str, str], Rate]
    together: Rate | None
    kinds: tuple[str, ...] = KINDS

    def table(self) -> pa.Table:
        """All of it as rows of SCHEMA; `together` has no account."""
        rows = [(one.account, name, None, rate) for one in self.candidates for name, rate in one.measures.items()] + [
            (one, "overlap", other, rate) for (one, other), rate in self.overlap.items()
        ]
        if self.together is not None:
            rows.append((None, "reach_together", None, self.together))  # type: ignore[arg-type]
        columns = ("account", "measure", "other", "value", "low", "high", "n")
        return pa.Table.from_pylist(
            [
                dict(zip(columns, (who, name, other, rate.value, rate.low, rate.high, rate.n), strict=True))
                for who, name, other, rate in rows
            ],
            schema=SCHEMA,
        )


def compare(engine: Engine, accounts: Mapping[str, int], prices: Mapping[str, float]) -> Comparing:
    """Compare accounts (id to code on the engine), each at its price a post where it has one."""
    codes = list(accounts.values())
    engine.create("audience", sql_text(_SELF, "audience.sql"), codes=codes)
    engine.create("person", sql_text(_SELF, "person.sql"))
    posts = engine.arrow(sql_text(_SELF, "candidate_post.sql"), codes=codes)
    shared = {
        (row["author"], row["other"]): (row["people"], row["error"])
        for row in engine.arrow(sql_text(_SELF, "shared.sql")).to_pylist()
    }
    own = {name: _held(posts.filter(pc.equal(posts["author"], code))) for name, code in accounts.items()}
    kinds = _kinds([held for held in own.values() if len(held["people"]) >= LEAST_POSTS])
    candidates = tuple(
        _candidate(name, own[name], shared.get((code, code)), prices.get(name), kinds)
        for name, code in accounts.items()
    )
    together = engine.arrow(sql_text(_SELF, "together.sql")).to_pylist()[0]
    engine.drop("audience", "person")
    known = [one for one in candidates if one.by_person]
    whole = counted(together["people"], together["error"], len(known)) if len(known) > 1 else None
    overlap = _overlap({one.account: accounts[one.account] for one in known}, shared)
    return Comparing(candidates, overlap, whole, kinds)


def _held(posts: pa.Table) -> dict[str, Floats]:
    """A candidate's posts as columns, NaN where a count isn't known."""
    names = [name for name in posts.column_names if name != "author"]
    return {name: pc.cast(posts[name], pa.float64()).to_numpy().astype(np.float64) for name in names}


def _kinds(every: Sequence[Mapping[str, Floats]]) -> tuple[str, ...]:
    """What is known of posts enough of every candidate."""
    return tuple(name for name in KINDS if all(_known(held, name) >= LEAST_POSTS for held in every))


def _known(held: Mapping[str, Floats], kind: str) -> int:
    return int(np.isfinite(held[f"{kind}_raw"]).sum())


def _candidate(
    account: str,
    held: Mapping[str, Floats],
    people: tuple[float, float] | None,
    price: float | None,
    kinds: Sequence[str],
) -> Candidate:
    by_person, posts = people is not None, len(held["people"])
    if posts < LEAST_POSTS:
        return Candidate(account, posts, by_person, price, {})
    whole = np.all([np.isfinite(held[f"{name}_raw"]) for name in kinds], axis=0) if kinds else np.zeros(posts, bool)
    told = {name: column[whole] for name, column in held.items()}
    measures = _each_kind(held) | (_engagement(told, kinds) if whole.sum() >= LEAST_POSTS else {})
    views = held["views"][np.isfinite(held["views"])]
    if len(views) >= LEAST_POSTS:
        measures["views_post"] = mean(views, float(held["likes_variance"].sum()))
    if people is not None:
        if "engagement_post" in measures:
            raw, variance = _sum(told, kinds, "raw"), float(told["likes_variance"].sum())
            measures["real_share"] = share(_sum(told, kinds, "real"), raw, variance)
        measures["reach_post"] = mean(held["people"], float(held["people_error"].sum()) ** 2)
        measures["reach_total"] = counted(*people, posts)
    if price is not None:
        per = {"cost_reach": ("reach_post", THOUSAND), "cost_views": ("views_post", THOUSAND)}
        per["cost_engagement"] = ("engagement_post", 1)
        measures |= {name: cost(price, measures[of], unit) for name, (of, unit) in per.items() if of in measures}
    return Candidate(account, posts, by_person, price, {name: measures[name] for name in MEASURES if name in measures})


def _each_kind(held: Mapping[str, Floats]) -> dict[str, Rate]:
    """The mean of each kind over the posts of which it is known."""
    found = {}
    for name in KINDS:
        known = np.isfinite(held[f"{name}_real"])
        if known.sum() >= LEAST_POSTS:
            variance = float(held["likes_variance"][known].sum()) if name == "likes" else 0.0
            found[f"{name}_post"] = mean(held[f"{name}_real"][known], variance)
    return found


def _engagement(told: Mapping[str, Floats], kinds: Sequence[str]) -> dict[str, Rate]:
    """What is told of the sum of `kinds`, over posts of which all of them are known."""
    real, variance = _sum(told, kinds, "real"), float(told["likes_variance"].sum())
    error = float(np.sqrt(variance)) / max(float(real.sum()), 1.0)
    found = {"engagement_post": mean(real, variance), "engagement_typical": typical(real, error)}
    deep = [name for name in kinds if name in DEEP]
    if "likes" in kinds and deep:
        found["depth"] = ratio(_sum(told, deep, "real"), told["likes_real"])
    return found


def _sum(told: Mapping[str, Floats], kinds: Sequence[str], side: str) -> Floats:
    total: Floats = np.sum([told[f"{name}_{side}"] for name in kinds], axis=0)
    return total


def _overlap(
    known: Mapping[str, int], shared: Mapping[tuple[int, int], tuple[float, float]]
) -> dict[tuple[str, str], Rate]:
    """Of each candidate's people, which share each other one has too; the interval is that of a share of so many."""
    found = {}
    for one, code in known.items():
        people = shared[code, code][0]
        for other, its in known.items():
            if one != other and people > 0:
                common = min(shared.get((code, its), (0.0, 0.0))[0], people)
                found[one, other] = _wilson(common / people, people)
    return found


def _wilson(value: float, n: float) -> Rate:
    """A share with the interval of Wilson (1927), Journal of the American Statistical Association 22(158)."""
    z = 1.959964
    middle = (value + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * float(np.sqrt(value * (1 - value) / n + z * z / (4 * n * n)))
    return Rate(value, max(0.0, min(middle - reach, value)), min(1.0, max(middle + reach, value)), round(n))
