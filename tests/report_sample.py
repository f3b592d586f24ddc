"""Fabricated report views: full size, small, empty, and as nasty as user data can be."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

import answer_sample as told
from likewise.show.view import ReportView, Totals

PAIR_FACTS = (
    *("mutuality", "coverage", "promptness", "balance", "strangers", "burst"),
    *("lockstep", "follows", "words", "depth", "onset"),
)
MEMBER_FACTS = ("fellows", "promptness", "burst", "words", "depth")
GROUP_FACTS = (*PAIR_FACTS, "density", "inward", "evenness")

SCRIPT = '<script>alert("x")</script>'
NASTY_NAMES = (
    SCRIPT,
    "</script><!-- & --> <img src=//evil.example onerror=alert(1)>",
    "\"double\" and 'single' & {{ braces }} {% raw %}",
    "\u202eright to left\u202c",
    "مرحبا بالعالم",
    "小红薯🍠👩‍👩‍👧‍👦",
    "x" * 200,
    "null\x00bell\x07",
    "line\u2028separator\u2029end\nnewline\ttab",
    "",
)

START = datetime(2025, 3, 3, tzinfo=UTC)
TIME = pa.timestamp("us", tz="UTC")


def full_size(groups: int = 40, members: int = 60, listed: int = 250, seed: int = 7) -> ReportView:
    """A view as large as the page ever gets."""
    random = np.random.default_rng(seed)
    names = [f"user_{number:05d}" for number in range(max(listed, 2))]
    kinds = ("mutual", "mutual", "mutual", "exchange", "lockstep")
    group_rows = _strongest_first(
        [_group(f"g{number:03d}", kinds[number % 5], members, random) for number in range(groups)]
    )
    member_rows = [
        {
            "account": names[int(at)],
            "group": row["group"],
            "probability": float(row["probability"]) * float(random.uniform(0.9, 1)),
            "joined": START + timedelta(days=int(random.integers(60))),
            "given": int(random.integers(50, 900)),
            "received": int(random.integers(50, 900)),
            **_belonging(row["kind"], random),
        }
        for row in group_rows
        for at in random.choice(len(names), min(members, len(names)), replace=False)
    ]
    return ReportView(
        run=run(),
        totals=Totals(30_000, 84_210, 1_204_330, 37_420.4, 240, max(groups, 12) if groups else 0, 1_830),
        groups=table(group_rows),
        members=table(member_rows),
        accounts=table([_account(name, at / listed, random) for at, name in enumerate(names[:listed])]),
        posts=table([_post(at, names, random) for at in range(listed)]),
        pairs=table(_strongest_first([_pair(names, random) for _ in range(listed)])),
        rejected=table(
            [
                _reject("no actor", "events", 312, "events/2025-03.csv", 48_211, ""),
                _reject("time not understood", "events", 7, "events/2025-03.csv", 90_002, "31/31/2025 25:00"),
                _reject("duplicate post", "posts", 2, "posts.jsonl", 17, "p_000311"),
            ]
        ),
        account_histogram=(29_104, 411, 133, 68, 44, 31, 26, 29, 38, 116),
    )


def answered(found: ReportView, seed: int = 5) -> ReportView:
    """The same view with the nine claims tested, and all that comes with them."""
    random = np.random.default_rng(seed)
    accounts = [str(name) for name in found.accounts["account"].to_pylist()]
    return replace(
        found,
        claims=told.claims(),
        effects=told.effects(random),
        health=told.health(accounts, random),
        levers=told.levers(random),
        ties=told.ties(found.members, random),
        cloud=told.cloud(accounts, random),
    )


def small() -> ReportView:
    """A view of a few rows, for looking at."""
    return full_size(groups=12, members=18, listed=40)


def small_answered() -> ReportView:
    """A few rows with the nine claims tested."""
    return answered(small())


def tiny_answered() -> ReportView:
    """As few rows as filters take, with the nine claims tested: quick to open in a browser, many times."""
    return answered(full_size(groups=6, members=5, listed=12))


def nasty_answered() -> ReportView:
    """Every text hostile, in the answers too."""
    found = nasty()
    random = np.random.default_rng(4)
    hostile = list(NASTY_NAMES)
    members = [row["account"] for row in found.members.to_pylist()]
    ties = [{"group": hostile[0], "a": a, "b": b, "weight": 2.0} for a in members for b in members if a != b]
    lever = {**told.levers(random).to_pylist()[0], "advice": True}
    return replace(
        found,
        claims=told.hostile_claims(SCRIPT),
        effects=told.effects(random, steps=3, outcomes=hostile),
        health=told.health(hostile, random),
        levers=pa.Table.from_pylist([{**lever, "lever": name, "outcome": name} for name in hostile]),
        ties=table(ties),
        cloud=table([{**row, "post": row["author"]} for row in told.cloud(hostile, random, posts=40).to_pylist()]),
    )


def empty(**findings: Any) -> ReportView:
    """A view of data in which nothing was found; `findings` are keys of run.json's findings."""
    nothing = table([])
    told = {**run(), "findings": [{"key": key, **(numbers or {})} for key, numbers in findings.items()]}
    totals = Totals(812, 3_040, 15_300, 0.0, 0, 0, 0)
    return ReportView(told, totals, nothing, nothing, nothing, nothing, nothing, nothing)


def bare() -> ReportView:
    """A view of a run that says nothing of itself, over data that holds nothing."""
    nothing = table([])
    totals = Totals(0, 0, 0, 0.0, 0, 0, 0)
    return ReportView({}, totals, nothing, nothing, nothing, nothing, nothing, nothing)


def lockstep_only() -> ReportView:
    """A view in which every group is of the lockstep kind and no pair is mutual."""
    found = full_size(groups=3, members=6, listed=10)
    random = np.random.default_rng(1)
    told = {**run(), "findings": [{"key": "lockstep_only"}]}
    groups = table([_group(f"crowd-{number}", "lockstep", 6, random) for number in range(3)])
    totals = Totals(30_000, 84_210, 1_204_330, 3_120.0, 18, 3, 0)
    nothing = table([])
    return ReportView(told, totals, groups, nothing, nothing, found.posts, nothing, nothing)


def nasty() -> ReportView:
    """A view in which every text is hostile."""
    random = np.random.default_rng(3)
    hostile = list(NASTY_NAMES)
    groups = [_group(name, name, len(hostile), random) for name in hostile]
    members = [
        {"account": name, "group": hostile[0], "probability": 0.8, "joined": START, "given": 3, "received": 4}
        for name in hostile
    ]
    told = {
        **run(),
        "version": SCRIPT,
        "engine": SCRIPT,
        "sources": [source(name, title=name, cannot=[name]) for name in hostile],
        "missing": hostile,
        "findings": [{"key": SCRIPT}, {"key": f"missing:{SCRIPT}"}],
        "seconds": {SCRIPT: 1.0},
        "rows": {SCRIPT: {"read": 1}},
    }
    return ReportView(
        told,
        Totals(10, 10, 100, 50.0, 10, 10, 10),
        table(groups),
        table(members),
        table([{**_account(name, 0.1, random), "name": name, "rests_on": f'["{name[:1]}"]'} for name in hostile]),
        table([{**_post(0, hostile, random), "post": name, "why": name} for name in hostile]),
        table([{**_pair(["a", "b"], random), "a": name, "b": name} for name in hostile]),
        table([_reject(name, name, 1, name, 1, name) for name in hostile]),
    )


def nulls() -> ReportView:
    """A view in which every cell of every table is null."""
    found = full_size(groups=2, members=2, listed=3)
    told = {"version": None, "engine": None, "seed": None, "rows": None, "seconds": None, "findings": None}
    return ReportView(
        told,
        found.totals,
        groups=_nulled(found.groups),
        members=_nulled(found.members),
        accounts=_nulled(found.accounts),
        posts=_nulled(found.posts),
        pairs=_nulled(found.pairs),
        rejected=_nulled(found.rejected),
    )


def huge() -> ReportView:
    """A view with numbers far beyond any platform, infinite and not-a-number among them."""
    found = full_size(groups=2, members=2, listed=3)
    groups = found.groups.to_pylist()
    groups[0] |= {
        "size": 2**62,
        "likes_exchanged": 2**62,
        "bits": 1e6,
        "bits_coverage": 1e6 - 1,
        "mutuality": 1e9,
    }
    groups[1] |= {"bits": float("inf"), "bits_coverage": float("nan"), "probability": float("nan")}
    posts = [{**row, "likes_raw": 2**62, "mismatch": float("-inf")} for row in found.posts.to_pylist()]
    far = pa.array([2**62] * found.members.num_rows, pa.int64()).cast(TIME)
    members = found.members.set_column(found.members.column_names.index("joined"), "joined", far)
    totals = Totals(2**62, 2**62, 2**62, 1e18, 2**61, 2**61, 2**61)
    return ReportView(
        found.run, totals, table(groups), members, found.accounts, table(posts), found.pairs, found.rejected
    )


def run() -> dict[str, Any]:
    """What a run says of itself."""
    return {
        "version": "0.1.0",
        "engine": "duckdb",
        "seed": 7,
        "rows": {
            "events": {"read": 1_904_118, "used": 1_903_799, "rejected": 319},
            "posts": {"read": 84_212, "used": 84_210, "rejected": 2},
            "accounts": {"read": 30_000, "used": 30_000, "rejected": 0},
        },
        "seconds": {
            "sources": 3.2,
            "evidence": 14.81,
            "weigh": 0.42,
            "groups": 5.7,
            "discount": 2.1,
            "write": 0.9,
        },
        "peak_memory_mb": 1_322.7,
        "sources": [source("data/events/2025-03.csv"), source("data/posts.jsonl", table="posts")],
        "missing": ["events.dwell_s", "events.completion", "posts.saves", "posts.format", "accounts.created"],
        "findings": [],
        "assumptions": [
            {"key": "time_epoch", "column": "ts", "unit": "ms"},
            {"key": "percent", "column": "done"},
        ],
    }


def source(path: str, **changed: Any) -> dict[str, Any]:
    """A file as a run names it, with what it was taken for."""
    taken: dict[str, Any] = {"table": "events", "recognised_by": "given", "source": None, "title": None, "cannot": []}
    return {"path": path, **taken, **changed}


def table(rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Rows as Arrow, times in UTC microseconds."""
    return pa.Table.from_pylist(list(rows)) if rows else pa.table({})


def _strongest_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: -float(row["bits"]))


def _nulled(part: pa.Table) -> pa.Table:
    return pa.table({name: pa.nulls(part.num_rows, part[name].type) for name in part.column_names})


def _weights(facts: Sequence[str], random: np.random.Generator) -> dict[str, float | None]:
    drawn = {fact: round(float(random.normal(1.2, 1.8)), 3) for fact in facts}
    return {**drawn, "depth": None, "words": None if random.random() < 0.4 else drawn["words"]}


def _group(name: str, kind: str, size: int, random: np.random.Generator) -> dict[str, Any]:
    weights = _weights(GROUP_FACTS, random)
    bits = -9.0 + sum(weight for weight in weights.values() if weight is not None)
    first = START + timedelta(days=int(random.integers(40)))
    measured = {fact: None if weights[fact] is None else float(random.uniform(0.2, 1)) for fact in GROUP_FACTS}
    measured |= {"mutuality": 14.2, "lockstep": 4.31, "strangers": float(random.normal(0, 1.5))}
    return {
        "group": name,
        "size": size,
        "probability": 1 / (1 + 2**-bits),
        "kind": kind,
        "first_seen": first,
        "last_seen": first + timedelta(days=80),
        "likes_exchanged": int(random.integers(800, 9000)),
        "bits": bits,
        **measured,
        **{f"bits_{fact}": weight for fact, weight in weights.items()},
    }


def _belonging(kind: str, random: np.random.Generator) -> dict[str, float | None]:
    """What speaks for a member's own belonging; nothing is weighed in lockstep."""
    if kind == "lockstep":
        return dict.fromkeys(("bits", "prior_bits", *(f"bits_{fact}" for fact in MEMBER_FACTS)))
    drawn = {f"bits_{fact}": round(float(random.normal(1.5, 1)), 3) for fact in MEMBER_FACTS}
    weights: dict[str, float | None] = {**drawn, "bits_depth": None}
    return {"bits": -0.8 + sum(weight or 0 for weight in weights.values()), "prior_bits": -0.8, **weights}


def _pair(names: Sequence[str], random: np.random.Generator) -> dict[str, Any]:
    weights = _weights(PAIR_FACTS, random)
    bits = -7.0 + sum(weight or 0 for weight in weights.values())
    a, b = (names[int(at)] for at in random.choice(len(names), 2, replace=False))
    counts = {"a_to_b": int(random.integers(3, 90)), "b_to_a": int(random.integers(3, 90))}
    weighed = {f"bits_{fact}": weight for fact, weight in weights.items()}
    return {"a": a, "b": b, **counts, "probability": 1 / (1 + 2**-bits), "bits": bits, **weighed}


def _account(name: str, at: float, random: np.random.Generator) -> dict[str, Any]:
    raw, real = int(random.integers(40, 90_000)), min(0.08 + at * 0.9, 0.99)
    return {
        "account": name,
        "name": None if random.random() < 0.3 else f"Name of {name[-3:]}",
        "probability": (1 - at) ** 2 * 0.999,
        "likes_given": raw,
        "likes_raw": raw,
        "likes_real": raw * real,
        "comments_raw": raw // 30,
        "comments_real": raw // 30 * real,
        "real_share": real,
        "real_share_low": max(real - 0.09, 0.0),
        "real_share_high": min(real + 0.07, 1.0),
        "health": 100 * real,
        "depth": None,
        "dependence": 1 - real,
        "rests_on": json.dumps(["lockstep", "coverage", "evenness"][: 1 + int(random.integers(3))]),
    }


def _post(at: int, names: Sequence[str], random: np.random.Generator) -> dict[str, Any]:
    raw, real = int(random.integers(20, 9_000)), float(random.uniform(0.05, 1))
    known = random.random() < 0.8
    return {
        "post": f"p_{at:06d}",
        "author": names[int(random.integers(len(names)))],
        "time": START + timedelta(hours=int(random.integers(2000))),
        "likes_raw": raw,
        "likes_real": raw * real,
        "comments_raw": raw // 20,
        "comments_real": raw // 20 * real,
        "reposts_raw": raw // 50,
        "reposts_real": raw // 50,
        "saves_raw": raw // 9,
        "saves_real": raw // 9,
        "views_raw": raw * 21 if known else None,
        "mismatch": float(random.normal(1, 2)) if known else None,
        "why": json.dumps(["likes_traded", "likes_above_views"] if known else []),
    }


def _reject(reason: str, of: str, count: int, file: str, line: int, detail: str) -> dict[str, Any]:
    return {"reason": reason, "table": of, "count": count, "file": file, "line": line, "detail": detail}
