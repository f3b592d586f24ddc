"""Families of worlds: each writes a log that can be read, with a truth that fits it, and its judge judges right."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from benchmarks.families import results, table, truth
from benchmarks.families.judge import judge, summary, told
from benchmarks.families.numbers import Ints
from benchmarks.families.planted.data import DATA_VARIABLE
from benchmarks.families.registry import FAMILIES, Family
from benchmarks.families.reported import WEIGHTS, with_weights

import likewise

ACCOUNTS, SEED = 500, 3
KINDS = {"view", "like", "comment", "repost", "save", "follow"}

# One worker writes the worlds, once.
pytestmark = pytest.mark.xdist_group("families")
every_family = pytest.mark.parametrize("name", FAMILIES)


def _log(random: np.random.Generator, accounts: int, acts: int) -> tuple[Ints, Ints, "pd.Series[pd.Timestamp]"]:
    """Who acts on whom and when, as real logs have it: few who do most, many who come back to the same."""
    weight = random.pareto(1.2, accounts) + 0.1
    a, b = (random.choice(accounts, acts // 4, p=weight / weight.sum()) for _ in range(2))
    a, b = np.r_[a, a, b, a], np.r_[b, b, a, b]
    time = pd.Timestamp("2020-03-01") + pd.to_timedelta(random.uniform(0, 60 * 86400, len(a)).astype(int), unit="s")
    return a, b, pd.Series(time)


@pytest.fixture(scope="module", autouse=True)
def real_logs() -> Iterator[None]:
    """Small logs of the form that the family 'planted' reads; the real ones aren't part of the project."""
    random = np.random.default_rng(5)
    a, b, time = _log(random, 300, 4_000)
    messages = pd.DataFrame({"actor": a.astype(str), "author": b.astype(str), "time": time})[a != b]
    account, url, shared = _log(random, 900, 6_000)
    shares = pd.DataFrame({"account": account.astype(str), "url_id": url % 400 * 1.0, "time": shared})
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        messages.to_parquet(Path(folder) / "college_msg.parquet")
        shares.to_parquet(Path(folder) / "german_elections.parquet")
        patch.setenv(DATA_VARIABLE, folder)
        yield


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> "Worlds":
    """Worlds of every family, each written when it is first asked for."""
    return Worlds(tmp_path_factory.mktemp("worlds"))


class Worlds:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.of = cache(self._write)

    def _write(self, name: str, mode: str = "likes", seed: int = SEED) -> Path:
        folder = self.folder / f"{name}-{mode}-{seed}"
        _write(FAMILIES[name], folder, mode, seed)
        return folder


def _write(family: Family, folder: Path, mode: str = "likes", seed: int = SEED) -> None:
    family.write(folder, accounts=ACCOUNTS, seed=seed, views=mode == "views", comments_only=mode == "comments")


def _events(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "events.parquet")


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    columns = ["time", "actor", "kind", "post", "author"]
    first, second = (table[columns].sort_values(columns, ignore_index=True) for table in (one, other))
    return bool(first.equals(second))


@every_family
def test_a_world_reads_with_no_row_set_aside(worlds: Worlds, name: str) -> None:
    folder = worlds.of(name, "views")
    tables = likewise.read(folder)
    assert len(tables.rejected) == 0
    assert len(tables.events) == len(_events(folder))


@every_family
def test_events_are_on_posts_there_are_by_their_authors_and_after_them(worlds: Worlds, name: str) -> None:
    folder = worlds.of(name)
    events = _events(folder)
    assert set(events["kind"]) <= KINDS
    on_posts = events[events["post"].notna()]
    posts = pd.read_parquet(folder / "posts.parquet").set_index("post").loc[on_posts["post"]]
    assert (posts["author"].to_numpy() == on_posts["author"].to_numpy()).all()
    assert (pd.to_datetime(on_posts["time"], utc=True).array >= pd.to_datetime(posts["time"], utc=True).array).all()
    assert not events[events["kind"] == "like"].duplicated(["actor", "post"]).any()


@every_family
@pytest.mark.parametrize("mode", ["likes", "comments"])
def test_the_truth_speaks_of_accounts_and_events_there_are(worlds: Worlds, name: str, mode: str) -> None:
    folder = worlds.of(name, mode)
    known, events = truth.read(folder), _events(folder)
    accounts = set(known.accounts["account"])
    assert known.accounts["account"].is_unique
    assert {*events["actor"], *events["author"], *known.members["account"]} <= accounts
    keys = ["actor", "post", "kind"]
    assert len(known.events.drop_duplicates(keys).merge(events[keys].drop_duplicates(), on=keys)) == len(
        known.events.drop_duplicates(keys)
    )
    assert set(known.accounts["trades"]) <= {truth.TRADES, truth.HONEST, truth.NEITHER}
    assert (known.accounts["kind"].notna() == (known.accounts["trades"] == truth.TRADES)).all()


@every_family
def test_somebody_trades_and_every_trader_is_in_a_group_of_a_kind(worlds: Worlds, name: str) -> None:
    known = truth.read(worlds.of(name))
    traders = known.accounts[known.accounts["trades"] == truth.TRADES]
    members = known.members[known.members["trades"] == truth.TRADES]
    assert 0 < len(traders) < ACCOUNTS / 3
    assert set(traders["account"]) == set(members["account"])
    assert members["group"].notna().all()
    assert len(known.events) > 0


@every_family
def test_the_same_seed_gives_the_same_world_and_another_seed_another(worlds: Worlds, name: str, tmp_path: Path) -> None:
    first = worlds.of(name)
    _write(FAMILIES[name], tmp_path / "again")
    for path in sorted(first.rglob("*.parquet")):
        again = tmp_path / "again" / path.relative_to(first)
        assert pd.read_parquet(path).equals(pd.read_parquet(again))
    assert not _same(_events(first), _events(worlds.of(name, seed=SEED + 1)))


@every_family
def test_views_are_added_and_nothing_else_changes(worlds: Worlds, name: str) -> None:
    without, with_views = _events(worlds.of(name)), _events(worlds.of(name, "views"))
    views = with_views["kind"] == "view"
    assert views.any()
    assert not (without["kind"] == "view").any()
    assert _same(without, with_views[~views])


@every_family
def test_comments_alone_are_all_that_can_be_seen(worlds: Worlds, name: str) -> None:
    folder = worlds.of(name, "comments")
    assert set(_events(folder)["kind"]) == {"comment"}
    assert set(truth.read(folder).events["kind"]) == {"comment"}


def test_a_family_that_needs_real_logs_says_where_they_must_be(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(DATA_VARIABLE)
        with pytest.raises(FileNotFoundError, match="--data"):
            _write(FAMILIES["planted"], tmp_path / "world")


def _report(worlds: Worlds, name: str, folder: Path, *, right: bool) -> None:
    """A report that knows the truth, or one that says its opposite."""
    accounts = truth.read(worlds.of(name)).accounts
    trades = (accounts["trades"] == truth.TRADES) == right
    folder.mkdir()
    made = pd.DataFrame({"account": accounts["account"], "probability": trades * 0.98 + 0.01})
    made.assign(likes_raw=0, real_share=1.0).to_parquet(folder / "accounts.parquet")


def test_a_report_that_knows_the_truth_makes_no_mistake(worlds: Worlds, tmp_path: Path) -> None:
    _report(worlds, "against", tmp_path / "report", right=True)
    found = judge(FAMILIES["against"], worlds.of("against"), tmp_path / "report", comments_only=False)
    assert (found.average_precision, found.precision, found.recall) == (1, 1, 1)
    assert set(found.flagged.values()) == {0}
    assert found.calibration_error < 0.02
    assert {"friends", "ordinary", "support"} <= set(found.flagged)


def test_a_report_that_says_the_opposite_finds_nobody_and_flags_all(worlds: Worlds, tmp_path: Path) -> None:
    _report(worlds, "against", tmp_path / "report", right=False)
    found = judge(FAMILIES["against"], worlds.of("against"), tmp_path / "report", comments_only=False)
    assert (found.precision, found.recall) == (0, 0)
    assert set(found.flagged.values()) == {1}


def test_customers_are_neither_members_nor_honest(tmp_path: Path) -> None:
    members = pd.DataFrame(
        {"account": ["a", "b", "c"], "group": ["g1", "g2", "g3"], "kind": ["farm", "customer", "friends"]}
    ).assign(trades=[truth.TRADES, truth.NEITHER, truth.HONEST])
    traded = pd.DataFrame({"actor": ["a"], "post": ["p"], "kind": ["like"]})
    truth.write(tmp_path, pd.Series(["a", "b", "c", "d"]), members, traded)
    pd.DataFrame({"post": ["p"], "author": ["b"]}).to_parquet(tmp_path / "posts.parquet")
    everybody = pd.DataFrame({"account": ["a", "b"], "probability": 0.9, "likes_raw": 0, "real_share": 1.0})
    (tmp_path / "report").mkdir()
    everybody.to_parquet(tmp_path / "report" / "accounts.parquet")
    found = judge(FAMILIES["agents"], tmp_path, tmp_path / "report", comments_only=False)
    assert found.precision == 1
    assert found.flagged == {"friends": 0, "ordinary": 0}
    # One traded act is too little to tell anybody by.
    assert found.recall_sparse == 1
    assert np.isnan(found.recall)


def test_results_stay_until_the_same_world_is_measured_again(worlds: Worlds, tmp_path: Path) -> None:
    _report(worlds, "against", tmp_path / "report", right=True)
    right = judge(FAMILIES["against"], worlds.of("against"), tmp_path / "report", comments_only=False)
    rows = [
        results.Row("against", "likes", seed, ACCOUNTS, "shipped", "2026-11-29", 1, 0.1, 0.2, right) for seed in (1, 2)
    ]
    path = tmp_path / "families.json"
    results.keep(path, rows)
    again = results.load(path)
    assert [told(row.outcome) for row in again] == [told(row.outcome) for row in rows]
    assert len(results.merged(again, rows[:1])) == 2
    assert "| average precision, all members | 1.000, 1.000 |" in table.show(results.by_mode(again))
    assert summary([row.outcome for row in again], worst=True).recall == 1


def test_other_weights_are_those_of_a_package_of_its_own(tmp_path: Path) -> None:
    weights = tmp_path / "weights.json"
    weights.write_text("{}", encoding="utf-8")
    package = with_weights(weights, tmp_path / "package")
    assert (package / "likewise" / WEIGHTS).read_text(encoding="utf-8") == "{}"
    assert (package / "likewise" / "__init__.py").exists()
