"""Fabricated answers for the report page: nine claims, effects, health, levers, ties and a cloud of posts."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from likewise.tables import OUTPUTS

Rows = list[dict[str, Any]]

OUTCOMES = ("likes", "comments", "saves", "new_follows")
HEALTH_PARTS = ("real_share", "depth", "fan_activity", "churn", "dependence", "forecast", "trust")

DECIDED: Mapping[str, tuple[str, float, float, float, int, str]] = {
    "bubble": ("supported", -0.62, -0.68, -0.55, 8_420, "likes"),
    "mismatch": ("supported", -0.18, -0.27, -0.08, 311, "posts"),
    "lift": ("supported", -0.02, -0.06, 0.03, 412, "members"),
    "cliff": ("contradicted", 0.01, -0.03, 0.05, 268, "members"),
    "trust": ("supported", -0.11, -0.16, -0.06, 398, "accounts"),
    "alternatives": ("supported", 0.34, 0.21, 0.49, 1_204, "posts"),
}
"""Verdict, change with its interval, n and what it counts, of the claims that can be decided."""

OPEN: Mapping[str, tuple[str, float | None, int, int]] = {
    "retention": ("too_few", -0.2, 31, 240),
    "conversion": ("no_purchases", None, 0, 0),
    "enforcement": ("no_views", None, 0, 0),
}
"""Reason, change, n and how many would do, of the claims that can't."""


def claims() -> list[dict[str, Any]]:
    """Nine claims as claims.json has them."""
    return [*(_decided(name) for name in DECIDED), *(_open(name) for name in OPEN)]


def hostile_claims(text: str) -> list[dict[str, Any]]:
    """Claims in which every text is `text`, and every number none that a page could draw."""
    numbers = {"effect": float("nan"), "low": float("-inf"), "high": float("inf"), "n": 0, "needed": None}
    said = dict.fromkeys(("verdict", "sample", "method", "reason", "text_en", "text_zh"), text)
    return [{"id": name, **numbers, **said, "p_adjusted": None} for name in ("lift", text)]


def _decided(name: str) -> dict[str, Any]:
    verdict, effect, low, high, n, sample = DECIDED[name]
    numbers = {"effect": effect, "low": low, "high": high, "n": n, "p_adjusted": 0.004, "needed": None}
    return {"id": name, "verdict": verdict, **numbers, "sample": sample, "method": "event_study", **_texts(name)}


def _open(name: str) -> dict[str, Any]:
    reason, effect, n, needed = OPEN[name]
    ends = {"low": None if effect is None else effect - 0.4, "high": None if effect is None else effect + 0.7}
    numbers = {"effect": effect, **ends, "n": n, "needed": needed or None, "p_adjusted": 1.0}
    told = {"sample": "followers", "method": "survival", "reason": reason}
    return {"id": name, "verdict": "not_enough_data", **numbers, **told, **_texts(name)}


def _texts(name: str) -> dict[str, str]:
    return {
        "text_en": f"The data says this of the claim ({len(name)} letters), against what would have been without it.",
        "text_zh": f"与没有互赞群时应有的水平相比，这份数据对这条说法的回答（{len(name)} 个字母）。",
    }


def effects(random: np.random.Generator, steps: int = 12, outcomes: Sequence[str] = OUTCOMES) -> pa.Table:
    """Joining and leaving, raw and organic; what is checked, of the first outcome; one outcome has no curve."""
    found: Rows = []
    for outcome in (*outcomes, "purchases"):
        for event, jump in (("join", 0.4), ("leave", -0.3)):
            for part, share in (("raw", 1.0), ("organic", 0.0)):
                own = {"event": event, "outcome": outcome, "part": part}
                found.append(_whole(own, "effect", jump * share, random))
                if outcome != "purchases":
                    found += [_step(own, at, jump * share, random) for at in range(-steps // 2, steps) if at]
                    found.append({**_whole(own, "pretrend", 0.0, random), **dict.fromkeys(("change", "low", "high"))})
    main = {"event": "join", "outcome": outcomes[0], "part": "organic"}
    checks = ("placebo", "second", "uncertain", "missed", "rivalry", "together", "dose", "dose_share")
    found += [_whole(main, what, 0.0, random) for what in checks]
    found.append(_whole(main, "honest", 0.0, random) | {"breakdown": 0.85, "p": None})
    found.append(_whole(main, "groups", 0.0, random) | {"group": "g3", "p": None})
    found.append(_whole(main | {"event": "leave"}, "in_group", -0.2, random) | {"share": 0.8})
    hypotheses = ("parallel", "growth", "passing", "both")
    found += [_whole(main, what, 0.0, random) | {"share": 0.25} for what in hypotheses]
    return _table("effects", found)


def _step(own: Mapping[str, str], at: int, jump: float, random: np.random.Generator) -> dict[str, Any]:
    change = (jump if at > 0 else 0.0) + float(random.normal(0, 0.015))
    reach = 0.03 + 0.004 * abs(at)
    ends = {"change": change, "low": change - reach, "high": change + reach}
    days = 7.0 * (at + (0.5 if at < 0 else -0.5))
    return {
        **own,
        "what": "step",
        "unit": "post",
        "period": at,
        "days": days,
        **ends,
        "treated": 412,
        "controls": 1_630,
    }


def _whole(own: Mapping[str, str], what: str, level: float, random: np.random.Generator) -> dict[str, Any]:
    change = level + float(random.normal(0, 0.01))
    ends = {"change": change, "low": change - 0.05, "high": change + 0.05, "p": float(random.uniform(0.1, 1))}
    sizes = {"treated": 412, "controls": 1_630, "level": 3.4}
    return {**own, "what": what, "unit": "post", "period": None, "days": None, **ends, **sizes}


def health(accounts: Sequence[str], random: np.random.Generator) -> pa.Table:
    """Every part and the score of each account."""
    found: Rows = []
    for account in accounts:
        values = {part: float(random.uniform(0.05, 0.95)) for part in HEALTH_PARTS}
        for part, value in {**values, "score": 100 * float(np.mean([*values.values()]))}.items():
            reach = 8.0 if part == "score" else 0.06
            ends = {"low": max(value - reach, 0.0), "high": value + reach}
            found.append({"account": account, "part": part, "value": value, **ends, "n": int(random.integers(5, 900))})
    return _table("health", found)


def levers(random: np.random.Generator) -> pa.Table:
    """A few habits, one of them to be advised, and the group's own row."""
    names = ("completion", "question", "answers", "mention", "regular", "format_video", "group")
    found: Rows = []
    for outcome in ("deep", "likes"):
        for at, name in enumerate(names):
            change = 0.3 - 0.06 * at + float(random.normal(0, 0.01))
            hour = {"an_hour": change / 2, "an_hour_low": change / 2 - 0.05, "an_hour_high": change / 2 + 0.05}
            ends = {"change": change, "low": change - 0.09, "high": change + 0.1, "p": 0.01 * at}
            sizes = {"posts": 900 - 90 * at, "accounts": 210, "minutes": 30.0 + 10 * at}
            found.append({"lever": name, "outcome": outcome, **ends, **sizes, **hour, "advice": at < 2})
    return _table("levers", found)


def ties(members: pa.Table, random: np.random.Generator) -> pa.Table:
    """Likes between about a tenth of each group's pairs of members."""
    found: Rows = []
    inside: dict[str, list[str]] = {}
    for row in members.to_pylist():
        inside.setdefault(row["group"], []).append(row["account"])
    for group, listed in inside.items():
        names = sorted(set(listed))
        for _ in range(min(150, 3 * len(names)) if len(names) > 1 else 0):
            a, b = sorted(names[int(at)] for at in random.choice(len(names), 2, replace=False))
            found.append({"group": group, "a": a, "b": b, "weight": float(random.exponential(6))})
    return pa.Table.from_pylist(found)


def cloud(names: Sequence[str], random: np.random.Generator, posts: int = 300) -> pa.Table:
    """Posts with views, one in eight with far too many likes for them."""
    found: Rows = []
    for at in range(posts):
        views = int(10 ** random.uniform(2, 6))
        marked = at % 8 == 0
        likes = max(int(views * random.lognormal(-3, 0.5) * (5 if marked else 1)), 1)
        shown = {"post": f"p_{at:06d}", "author": names[at % len(names)], "views": views, "likes": likes}
        watched = float(random.beta(1, 30) if marked else random.beta(4, 8))
        real = {"likes_real": likes * (0.3 if marked else 0.98), "completion": watched}
        found.append({**shown, **real, "mismatch": 2.4 if marked else 0.1, "marked": marked})
    return pa.Table.from_pylist(found)


def _table(name: str, found: Rows) -> pa.Table:
    return pa.Table.from_pylist(
        [{field: row.get(field) for field in OUTPUTS[name].names} for row in found], OUTPUTS[name]
    )
