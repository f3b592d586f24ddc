"""What health promises: each part says how sure it is, a better part never lowers the score, small isn't bad."""

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from likewise.answers import judge_accounts
from likewise.answers.estimate import Estimate
from likewise.answers.health import PARTS, WEIGHTS, combine, foresee
from likewise.discount import count
from likewise.engine import DuckDBEngine, open_duckdb
from likewise.show.catalogue import has

HOUR = 3_600_000_000
HOLDS = frozenset({"events.kind=like", "events.kind=comment"})
SHARES = [part for part in PARTS if part not in {"score", "forecast"}]

Rated = Mapping[tuple[int, str], Mapping[str, float]]


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with open_duckdb() as one:
        yield one


class Ledger:
    """A ledger in the making: who acts on what, and how likely each act was traded."""

    def __init__(self, seed: int = 0) -> None:
        self.random = np.random.default_rng(seed)
        self.posts: list[tuple[int, int, int, int | None]] = []
        self.acts: list[tuple[int, int, int | None, str, int]] = []
        self.traded: list[tuple[int, int, int | None, str, int, float]] = []
        self.member: dict[int, float] = {}

    def post(self, author: int, day: int, views: int | None = None) -> int:
        self.posts.append((len(self.posts) + 1, author, day * 24 * HOUR, views))
        return len(self.posts)

    def act(self, actor: int, post: int, kind: str = "like", traded: float = 0.0) -> None:
        _, author, born, _ = self.posts[post - 1]
        time = born + HOUR + len(self.acts)
        self.acts.append((actor, author, post, kind, time))
        if traded:
            self.traded.append((actor, author, post, kind, time, traded))
            self.member[author] = max(self.member.get(author, 0.0), traded)

    def toward(self, actor: int, author: int, kind: str, day: int) -> None:
        self.acts.append((actor, author, None, kind, day * 24 * HOUR))

    def blog(self, author: int, posts: int, likes: int, deep: float, readers: int = 200) -> None:
        """Posts of one author, each with so many likes, and a comment or save with some chance for each like."""
        for day in range(posts):
            post = self.post(author, day)
            for actor in self.random.choice(readers, likes, replace=False) + 1000:
                self.act(int(actor), post)
                if self.random.random() < deep:
                    self.act(int(actor), post, "save")

    def stand(self, engine: DuckDBEngine, rename: int = 0) -> None:
        """Put the ledger and its counts on the engine; `rename` gives the accounts other ids."""
        codes = sorted({who for act in self.acts for who in act[:2]} | {post[1] for post in self.posts})
        acts = [dict(zip(("actor", "author", "post", "kind", "time"), act, strict=True)) for act in self.acts]
        fields = [pa.field(name, pa.int64()) for name in ("actor", "author", "post", "time")]
        schema = pa.schema([*fields, pa.field("kind", pa.string())])
        engine.register("act", pa.Table.from_pylist(acts, schema=schema))
        engine.create("like", "select actor, author, post, time from act where kind = 'like'")
        engine.create("deed", "select * from act where kind <> 'like'")
        names = ("actor", "author", "post", "kind", "time", "probability")
        traded = [dict(zip(names, one, strict=True)) for one in self.traded]
        engine.register("exchanged", pa.Table.from_pylist(traded, schema.append(pa.field("probability", pa.float64()))))
        posts = [dict(zip(("code", "author", "born", "views"), post, strict=True)) for post in self.posts]
        types = pa.schema([(name, pa.int64()) for name in ("code", "author", "born", "views")])
        engine.register("given_post", pa.Table.from_pylist(posts, types))
        empty = ", ".join(f"null::bigint as {name}" for name in ("likes", "comments", "reposts", "saves"))
        engine.create(
            "post",
            "select *, code::varchar as id, 'note' as format, null::double as completion_rate, null as bounds, "
            f"{empty} from given_post",
        )
        rows = [{"code": code, "id": f"a{code * (rename + 1) + rename}", "name": None} for code in codes]
        accounts = pa.schema([("code", pa.int64()), ("id", pa.string()), ("name", pa.string())])
        engine.register("named", pa.Table.from_pylist(rows, accounts))
        engine.create(
            "account",
            'select named.*, (select count(*) from "like" where actor = named.code) as given from named',
        )
        members = [{"account": code, "probability": value} for code, value in self.member.items()]
        types = pa.schema([("account", pa.int64()), ("probability", pa.float64())])
        engine.register("membership", pa.Table.from_pylist(members, types))
        engine.create("favour", 'select * from "like"')
        count(engine, "like")


def judged(engine: DuckDBEngine, ledger: Ledger, leaving: Estimate | None = None, rename: int = 0) -> Rated:
    ledger.stand(engine, rename)
    judge_accounts(engine, HOLDS)
    if leaving is not None:
        foresee(engine, HOLDS, leaving)
    rows = engine.arrow("select * from account_health").to_pylist()
    return {(row["account"], row["part"]): row for row in rows}


def honest_town(seed: int = 0, authors: int = 12) -> Ledger:
    ledger = Ledger(seed)
    for author in range(1, authors + 1):
        ledger.blog(author, 8, 20, 0.25)
    return ledger


def test_every_part_has_its_words() -> None:
    assert not [part for part in PARTS if not has(f"health.part.{part}") or not has(f"health.about.{part}")]


def test_every_part_is_known_inside_its_interval_and_shares_stay_shares(engine: DuckDBEngine) -> None:
    ledger = honest_town()
    ledger.act(1, 9, traded=0.8)
    rated = judged(engine, ledger)
    assert {part for account, part in rated if account == 1} == set(PARTS)
    for (_, part), row in rated.items():
        if row["value"] is None:
            assert row["low"] is None
            continue
        assert row["low"] <= row["value"] + 1e-9
        assert row["value"] <= row["high"] + 1e-9
        if part in SHARES:
            assert row["low"] >= 0
            assert row["high"] <= 1 + 1e-9


def test_weights_add_up_to_one_and_are_all_positive() -> None:
    weights = [weight for _, weight in WEIGHTS.values()]
    assert sum(weights) == pytest.approx(1)
    assert min(weights) > 0


standings = st.dictionaries(st.sampled_from([*WEIGHTS]), st.floats(0, 1), min_size=1)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=standings, part=st.sampled_from([*WEIGHTS]), better=st.floats(0, 1))
def test_a_better_part_never_lowers_the_score(
    engine: DuckDBEngine, values: dict[str, float], part: str, better: float
) -> None:
    values = {"real_share": 0.5, **values}
    improved = {**values, part: max(values.get(part, 0.5), better)}
    one, other = scored(engine, [values, improved])
    assert other["value"] >= one["value"] - 1e-9
    assert one["low"] <= one["value"] <= one["high"]


def test_a_part_that_is_missing_counts_as_the_usual(engine: DuckDBEngine) -> None:
    known = dict.fromkeys(WEIGHTS, 0.9)
    without = {name: value for name, value in known.items() if name != "depth"}
    usual, missing = scored(engine, [{**known, "depth": 0.5}, without])
    assert usual["value"] == pytest.approx(missing["value"])


def scored(engine: DuckDBEngine, accounts: list[dict[str, float]]) -> list[dict[str, float]]:
    rows = [
        {"account": account, "part": part, "value": value, "low": 0.8 * value, "high": 0.2 + 0.8 * value}
        for account, parts in enumerate(accounts)
        for part, value in parts.items()
    ]
    engine.register("health_standing", pa.Table.from_pylist(rows))
    combine(engine)
    found: list[dict[str, float]] = engine.arrow("select * from health_score order by account").to_pylist()
    return found


def test_the_same_account_stands_lower_with_trades_than_without(engine: DuckDBEngine) -> None:
    def town(traded: float) -> Ledger:
        ledger = honest_town()
        for post in range(1, 9):
            for mate in range(2, 8):
                ledger.act(mate, post, traded=traded)
        return ledger

    trader, honest = (judged(engine, town(traded)) for traded in (0.95, 0.0))
    assert trader[1, "score"]["value"] < honest[1, "score"]["value"] - 5
    assert trader[1, "real_share"]["value"] == pytest.approx(1 - 48 * 0.95 / 208)
    assert trader[1, "dependence"]["value"] > honest[1, "dependence"]["value"] == 0
    assert trader[1, "forecast"]["value"] < 0.9 < honest[1, "forecast"]["value"] == 1


def test_posts_of_others_change_neither_real_share_nor_dependence(engine: DuckDBEngine) -> None:
    ledger = honest_town()
    for post in range(1, 9):
        ledger.act(2, post, traded=0.7)
    before = judged(engine, ledger)
    ledger.blog(99, 12, 30, 0.9)
    after = judged(engine, ledger)
    for part in ("real_share", "dependence", "forecast"):
        for account in range(1, 13):
            one, other = before[account, part], after[account, part]
            assert all(one[name] == pytest.approx(other[name]) for name in ("value", "low", "high", "n"))


def test_renaming_changes_nothing(engine: DuckDBEngine) -> None:
    one = judged(engine, honest_town())
    other = judged(engine, honest_town(), rename=7)
    assert one.keys() == other.keys()
    for key, row in one.items():
        assert row["value"] == pytest.approx(other[key]["value"])


def test_a_small_honest_account_is_uncertain_and_not_unhealthy(engine: DuckDBEngine) -> None:
    ledger = honest_town()
    small = ledger.post(50, 3)
    for actor in (1000, 1001):
        ledger.act(actor, small)
    rated = judged(engine, ledger)
    usual = np.median([rated[account, "score"]["value"] for account in range(1, 13)])
    assert rated[50, "score"]["value"] == pytest.approx(usual, abs=3)
    for part in ("real_share", "score"):
        small_width, width = (rated[account, part]["high"] - rated[account, part]["low"] for account in (50, 1))
        assert small_width > 1.5 * width
    assert rated[50, "real_share"]["low"] < 0.5
    assert rated[50, "trust"]["value"] is None


def test_a_fan_club_is_not_unhealthy(engine: DuckDBEngine) -> None:
    ledger = honest_town()
    for day in range(8):
        post = ledger.post(50, day)
        for fan in range(2000, 2020):
            ledger.act(fan, post)
            if (fan + day) % 4 == 0:
                ledger.act(fan, post, "comment")
    rated = judged(engine, ledger)
    assert rated[50, "score"]["value"] > np.median([rated[account, "score"]["value"] for account in range(1, 13)])
    assert rated[50, "churn"]["value"] < 0.2


def test_an_account_that_may_not_take_part_has_an_interval_that_reaches_both(engine: DuckDBEngine) -> None:
    ledger = honest_town()
    post = ledger.post(50, 1)
    for mate in range(40):
        ledger.act(3000 + mate, post, traded=0.5)
    real = judged(engine, ledger)[50, "real_share"]
    assert real["low"] < 0.06
    assert real["high"] > 0.94


def test_depth_above_half_is_deeper_than_posts_of_the_same_size(engine: DuckDBEngine) -> None:
    ledger = honest_town()
    ledger.blog(50, 8, 20, 0.6)
    ledger.blog(51, 8, 20, 0.05)
    rated = judged(engine, ledger)
    assert rated[50, "depth"]["low"] > 0.5 > rated[51, "depth"]["high"]


def test_trust_falls_when_the_later_posts_get_less_response(engine: DuckDBEngine) -> None:
    ledger = honest_town()
    for day in range(20):
        post = ledger.post(50, day)
        for actor in range(1000, 1020):
            ledger.act(actor, post)
            if actor % 10 < (6 if day < 10 else 1):
                ledger.act(actor, post, "save")
    trust = judged(engine, ledger)[50, "trust"]
    assert trust["high"] < 0.5
    assert trust["value"] == pytest.approx(1 / 7, abs=0.05)


def test_followers_who_left_are_churn_and_those_who_act_are_active(engine: DuckDBEngine) -> None:
    ledger = honest_town()
    for fan in range(1000, 1040):
        ledger.toward(fan, 1, "follow", 0)
        ledger.toward(fan, 2, "follow", 0)
    for fan in range(1000, 1010):
        ledger.toward(fan, 1, "unfollow", 5)
    rated = judged(engine, ledger)
    assert rated[1, "churn"]["value"] == pytest.approx(10 / 40)
    assert rated[2, "churn"]["value"] == 0
    assert rated[1, "churn"]["n"] == 40
    late = {actor for actor, author, post, *_ in ledger.acts if author == 2 and post is not None and post > 12}
    assert rated[2, "fan_activity"]["value"] == pytest.approx(len(late & set(range(1000, 1040))) / 40)
    assert rated[3, "fan_activity"]["value"] is None


def test_leaving_moves_the_forecast_of_members_alone(engine: DuckDBEngine) -> None:
    ledger = honest_town()
    for post in range(1, 9):
        for mate in range(5):
            ledger.act(3000 + mate, post, traded=0.9)
    still = judged(engine, ledger)
    gone = judged(engine, ledger, Estimate(-0.5, 0.1, 100, 100))
    assert gone[1, "forecast"]["value"] < 0.8 * still[1, "forecast"]["value"]
    wide, narrow = (one[1, "forecast"]["value"] - one[1, "forecast"]["low"] for one in (gone, still))
    assert wide > 0
    assert narrow > 0
    assert gone[2, "forecast"]["value"] == still[2, "forecast"]["value"] == 1


def test_without_deep_events_there_is_no_depth_and_no_trust(engine: DuckDBEngine) -> None:
    ledger = Ledger()
    for author in range(1, 6):
        ledger.blog(author, 4, 10, 0.0)
    rated = judged(engine, ledger)
    assert rated[1, "depth"]["value"] is None
    assert rated[1, "trust"]["value"] is None
    assert rated[1, "score"]["value"] is not None


def test_intervals_of_a_share_cover_it(engine: DuckDBEngine) -> None:
    """Readers come back with a known chance; the interval of fan activity covers it as often as it says."""
    ledger, random, chance = Ledger(3), np.random.default_rng(4), 0.3
    authors = range(1, 301)
    for author in authors:
        early, late = ledger.post(author, 0), ledger.post(author, 5)
        for actor in range(1000, 1000 + int(random.integers(5, 40))):
            ledger.act(actor, early)
            if random.random() < chance:
                ledger.act(actor, late)
        ledger.act(5000, late)
    rated = judged(engine, ledger)
    ends = [(rated[author, "fan_activity"]["low"], rated[author, "fan_activity"]["high"]) for author in authors]
    covered = np.mean([low <= chance <= high for low, high in ends])
    assert 0.92 <= covered <= 0.985


def test_intervals_of_depth_cover_accounts_that_differ(engine: DuckDBEngine) -> None:
    ledger, random = Ledger(5), np.random.default_rng(6)
    truth = random.gamma(8, 1 / 8, 150)
    for author, ratio in enumerate(truth, start=1):
        ledger.blog(author, int(random.integers(1, 6)), 15, 0.2 * ratio)
    rated = judged(engine, ledger)
    usual = [ratio / (1 + ratio) for ratio in truth / truth.mean()]
    ends = [(rated[author, "depth"]["low"], rated[author, "depth"]["high"]) for author in range(1, 151)]
    assert 0.89 <= np.mean([low <= one <= high for one, (low, high) in zip(usual, ends, strict=True)]) <= 0.995
