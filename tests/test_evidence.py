"""Evidence on data made by hand: each fact says what it is meant to, and says nothing where it can't know."""

from importlib import import_module

import pandas as pd

from engines import on_duckdb
from likewise.engine import Engine
from likewise.evidence import EVIDENCE, lay_ground, measure_pairs
from likewise.sources import read
from likewise.sources.encode import Ledger, encode
from likewise.tables import GROUP_FACTS, MEMBER_FACTS, PAIR_FACTS

DAY = 86_400
START = 1_735_700_000


def event(
    actor: str, author: str, post: str | None, at: float, kind: str = "like", text: str | None = None
) -> dict[str, object]:
    return {"actor": actor, "author": author, "post": post, "kind": kind, "time": int(START + at), "text": text}


def measured(engine: Engine, events: list[dict[str, object]], posts: list[dict[str, object]]) -> pd.DataFrame:
    ledger = put(engine, events, posts)
    lay_ground(engine)
    measure_pairs(engine, EVIDENCE, ledger.holds)
    names = "join account one on one.code = pair_fact.a join account other on other.code = pair_fact.b"
    frame = engine.arrow(f"select pair_fact.*, one.id as one, other.id as other from pair_fact {names}").to_pandas()
    frame["pair"] = ["".join(sorted(both)) for both in zip(frame["one"], frame["other"], strict=True)]
    return frame.set_index("pair")


def put(engine: Engine, events: list[dict[str, object]], posts: list[dict[str, object]]) -> Ledger:
    frames = {"events": pd.DataFrame(events)}
    if posts:
        frames["posts"] = pd.DataFrame(posts)
    read(engine, frames)
    return encode(engine)


def crowd(posts_each: int = 10) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """A and B like all of each other's posts at once, C and D a third and late; 60 others mill about."""
    people = ["A", "B", "C", "D", *(f"u{n}" for n in range(60))]
    posts, events = [], []
    for p, person in enumerate(people):
        for n in range(posts_each):
            born = n * DAY + p * 900
            posts.append({"post": f"{person}-{n}", "author": person, "time": int(START + born)})
            for k in range(3):
                fan = people[4 + (p * 31 + n * 17 + k * 23) % 60]
                if fan != person:
                    events.append(event(fan, person, f"{person}-{n}", born + 3600 * (2 + 5 * k)))
            other = {"A": "B", "B": "A", "C": "D", "D": "C"}.get(person)
            if other and (other in "AB" or n % 3 == 0):
                events.append(event(other, person, f"{person}-{n}", born + (120 if other in "AB" else 30 * 3600)))
    return events, posts


@on_duckdb
def test_mutuality_coverage_and_promptness_tell_devotion_from_friendship(engine: Engine) -> None:
    facts = measured(engine, *crowd())
    assert facts.loc["AB", "mutuality"] > facts.loc["CD", "mutuality"] > 2
    assert facts.loc["AB", "coverage"] > 0.8
    assert facts.loc["CD", "coverage"] < 0.5
    assert facts.loc["AB", "promptness"] > 0.85
    assert facts.loc["CD", "promptness"] < 0.2


@on_duckdb
def test_mutual_likes_that_activity_explains_are_no_surprise(engine: Engine) -> None:
    people = [f"u{n}" for n in range(12)]
    events = [
        event(one, other, f"{other}-{n}", n * DAY + 60 * i + j)
        for i, one in enumerate(people)
        for j, other in enumerate(people)
        for n in range(6)
        if one != other
    ]
    facts = measured(engine, events, [])
    assert len(facts) == 66
    assert facts["mutuality"].max() < 0.5


@on_duckdb
def test_balance_is_low_where_one_does_all_the_liking(engine: Engine) -> None:
    events, posts = crowd()
    events += [event("C", "A", f"A-{n}", n * DAY + 7200) for n in range(10)] + [event("A", "C", "C-0", 9000)]
    facts = measured(engine, events, posts)
    assert facts.loc["AB", "balance"] > 0.9
    assert facts.loc["AC", "balance"] < 0.5


def test_follows_count_both_directions(engine: Engine) -> None:
    events, posts = crowd()
    follows = [
        event("A", "B", None, 5, "follow"),
        event("B", "A", None, 6, "follow"),
        event("C", "D", None, 7, "follow"),
    ]
    facts = measured(engine, events + follows, posts)
    assert (facts.loc["AB", "follows"], facts.loc["CD", "follows"]) == (1.0, 0.5)


def test_generic_comments_are_told_without_a_word_list(engine: Engine) -> None:
    events, posts = crowd()
    authors = [f"u{n}" for n in range(40)]
    generic = [
        event(f"u{(n * 7 + 3) % 60}", author, f"{author}-1", 90_000 + n, "comment", "支持支持")
        for n, author in enumerate(authors)
    ]
    special = [
        event(
            f"u{(n * 11 + 5) % 60}",
            author,
            f"{author}-2",
            190_000 + n,
            "comment",
            f"the {chr(97 + n % 26)}{chr(97 + n // 26)}glaze cracked",
        )
        for n, author in enumerate(authors)
    ]
    put(engine, events + generic + special, posts)
    lay_ground(engine)
    measure_pairs(engine, EVIDENCE, frozenset({"events.author", "events.kind=comment", "events.text"}))
    mean = engine.arrow(
        "select text like '%支持%' as template, avg(generic) as generic from genericness group by 1"
    ).to_pylist()
    scored = {row["template"]: row["generic"] for row in mean}
    assert scored[True] > scored[False] + 0.3


def lockstep_events() -> list[dict[str, object]]:
    events = []
    for n in range(8):
        events += [event(bot, f"shop{n}", f"goods-{n}", n * 3 * DAY + 60 + i) for i, bot in enumerate(("X", "Y", "Z"))]
    for n in range(400):
        events.append(event(f"u{n % 80}", f"shop{n % 8}", f"goods-{n % 8}", n * 0.06 * DAY + 11_000 * (n % 8)))
    return events


@on_duckdb
def test_lockstep_finds_those_who_act_together(engine: Engine) -> None:
    facts = measured(engine, lockstep_events(), [])
    assert set(facts.index) >= {"XY", "XZ", "YZ"}
    assert facts.loc["XY", "lockstep"] == facts["lockstep"].max() > 5


@on_duckdb
def test_fans_of_one_account_are_not_in_lockstep(engine: Engine) -> None:
    fans = [event(f"fan{i}", "idol", f"song-{n}", n * DAY + 10 * i) for n in range(20) for i in range(10)]
    others = [event(f"u{n % 50}", f"shop{n % 9}", f"goods-{n % 30}", n * 3000) for n in range(600)]
    facts = measured(engine, fans + others, [])
    assert not any(pair.startswith("fan") and "fan" in pair[3:] for pair in facts.index)


@on_duckdb
def test_without_views_there_is_no_depth(engine: Engine) -> None:
    facts = measured(engine, *crowd())
    assert facts["depth"].isna().all()
    assert facts["words"].isna().all()


@on_duckdb
def test_likes_without_a_view_are_blind(engine: Engine) -> None:
    events, posts = crowd()
    views = [
        {**one, "kind": "view", "time": one["time"] - 30, "dwell_s": 25.0, "completion": 0.8}  # type: ignore[operator]
        for one in events
        if one["actor"] not in ("A", "B")
    ]
    facts = measured(engine, events + views, posts)
    assert facts.loc["AB", "depth"] > 0.7
    assert facts.loc["CD", "depth"] < 0.4


def test_every_fact_is_declared_once_and_says_whom_it_could_wrong() -> None:
    names = [one.name for one in EVIDENCE]
    assert len(names) == len(set(names))
    assert set(PAIR_FACTS) == {one.name for one in EVIDENCE if one.file("pair")}
    assert set(GROUP_FACTS) == {one.name for one in EVIDENCE if one.file("group")}
    assert set(MEMBER_FACTS) == {one.name for one in EVIDENCE if one.file("member")}
    for one in EVIDENCE:
        said = import_module(f"likewise.evidence.{one.name}").__doc__ or ""
        assert "Honest behaviour that looks alike" in said, one.name
