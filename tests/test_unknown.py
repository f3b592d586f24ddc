"""Unknown is not zero: what nothing in the data gave is empty everywhere, and nothing is computed from it."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import likewise
from likewise.answers.claims.face import Finding
from likewise.answers.estimate import Estimate
from likewise.discount import count, known_counts
from likewise.engine import Engine, open_duckdb
from likewise.show.card import card_of
from likewise.show.compare import compare
from likewise.show.compare_table import notes
from likewise.show.creator_words import finding_in_words
from likewise.show.face import tables_alone
from likewise.show.listing import as_json, show, sorted_table
from likewise.sources import check, encode, read
from report_read import Page

COUNTS = ("likes", "comments", "reposts", "saves")
KINDS = {"likes": "like", "comments": "comment", "reposts": "repost", "saves": "save"}
AUTHORS = ("ann", "ben", "cleo")

Tables = Mapping[str, pd.DataFrame]


def posts(rows: int = 30, *without: str, **columns: Any) -> pd.DataFrame:
    """Posts of three authors with all counts, as a platform declares them, less the columns in `without`."""
    number = range(rows)
    usual = {"likes": 300, "comments": 30, "reposts": 9, "saves": 90, "views": 4000}
    counts = {name: [of + one % 7 for one in number] for name, of in usual.items()}
    named = {
        "post": [f"p{one}" for one in number],
        "author": [AUTHORS[one % 3] for one in number],
        "time": pd.date_range("2026-01-01", periods=rows, freq="D", tz="UTC"),
        "format": "note",
    }
    return pd.DataFrame({**named, **counts, **columns}).drop(columns=list(without))


def acts(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Events: actor, post, kind."""
    frame = pd.DataFrame(rows, columns=["actor", "post", "kind"])
    return frame.assign(time=pd.Timestamp("2026-03-01 12:00Z"))


def results(data: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    made = tables_alone(dict(data))
    tables = {name: getattr(made, name).to_pandas() for name in ("posts", "accounts", "health", "groups")}
    return {name: table.sort_values([*table.columns[:2]]).reset_index(drop=True) for name, table in tables.items()}


def columns_of(count: str, tables: Tables) -> list[pd.Series]:
    """Every column that says how many of something there are."""
    named = [f"{count}_raw", f"{count}_real"]
    return [table[name] for table in (tables["posts"], tables["accounts"]) for name in named if name in table]


@pytest.mark.parametrize("count", COUNTS)
def test_what_no_column_and_no_event_gives_is_empty_in_every_table(count: str) -> None:
    tables = results({"posts": posts(30, count)})
    assert all(column.isna().all() for column in columns_of(count, tables))
    others = [name for name in COUNTS if name != count]
    assert all(tables["posts"][f"{name}_raw"].notna().all() for name in others)


@pytest.mark.parametrize("count", COUNTS)
def test_where_events_tell_a_count_a_post_without_any_has_none(count: str) -> None:
    told = acts(("dora", "p1", KINDS[count]), ("emil", "p1", KINDS[count]))
    table = results({"posts": posts(6, *COUNTS), "events": told})["posts"].set_index("post")
    assert table[f"{count}_raw"].to_dict() == {"p0": 0, "p1": 2, "p2": 0, "p3": 0, "p4": 0, "p5": 0}
    assert all(table[f"{name}_raw"].isna().all() for name in COUNTS if name != count)


def test_one_empty_cell_stays_unknown_for_its_post_and_is_told_beside_the_sum() -> None:
    frame = posts(6, likes=pd.array([5, 6, 7, None, 9, 10], dtype="Int64"))
    made = results({"posts": frame})
    assert made["posts"].set_index("post")["likes_raw"].isna().to_dict() == {f"p{one}": one == 3 for one in range(6)}
    accounts = made["accounts"].set_index("account")
    assert accounts["likes_raw"].to_dict() == {"ann": 5, "ben": 15, "cleo": 17}
    assert accounts["posts_without_likes"].to_dict() == {"ann": 1, "ben": 0, "cleo": 0}


def test_likes_given_are_unknown_where_nobody_is_known_to_like() -> None:
    accounts = results({"posts": posts(6), "events": acts(("dora", "p1", "comment"))})["accounts"].set_index("account")
    assert accounts["likes_given"].isna().all()
    assert pd.isna(accounts.loc["dora", "likes_raw"])
    assert accounts.loc["dora", "comments_raw"] == 0


def test_health_rests_on_no_count_that_nobody_read() -> None:
    def parts(*without: str) -> set[str]:
        health = results({"posts": posts(60, *without)})["health"]
        return set(health[health["value"].notna()]["part"])

    assert {"depth", "trust"} <= parts()
    assert not {"depth", "trust"} & parts("likes")
    assert not {"depth", "trust"} & parts("comments", "reposts", "saves")
    assert "depth" in parts("saves", "reposts")


def test_likes_are_held_against_what_is_counted_and_against_nothing_where_nothing_is() -> None:
    hot = {"likes": [300] * 59 + [9000]}
    frame = posts(60, "views", **hot)
    for without in ((), ("saves",), ("saves", "reposts")):
        judged = results({"posts": frame.drop(columns=list(without))})["posts"].set_index("post")
        assert judged.loc["p59", "mismatch"] > 4
        assert "likes_above_comments" in judged.loc["p59", "why"]
    bare = results({"posts": frame.drop(columns=["comments", "saves", "reposts"])})["posts"]
    assert bare["mismatch"].isna().all()
    assert set(bare["why"]) == {"[]"}


def test_a_kind_that_few_posts_have_counted_makes_no_post_shallow() -> None:
    """One post of sixty says how often it was saved: the others aren't taken for saved by nobody."""
    saves = pd.array([None] * 59 + [500], dtype="Int64")
    alone, beside = (results({"posts": posts(60, "views", **one)})["posts"] for one in ({}, {"saves": saves}))
    without = results({"posts": posts(60, "views", "saves")})["posts"]
    assert beside["mismatch"].tolist() == pytest.approx(without["mismatch"].tolist())
    assert alone["mismatch"].tolist() != pytest.approx(without["mismatch"].tolist())


cells = st.one_of(st.none(), st.integers(0, 2000))
tables_drawn = st.fixed_dictionaries({name: st.lists(cells, min_size=12, max_size=12) for name in (*COUNTS, "views")})
events_drawn = st.lists(
    st.tuples(st.sampled_from(["dora", "emil", "ann"]), st.integers(0, 11), st.sampled_from([*KINDS.values()])),
    max_size=12,
)
law = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


def drawn(counts: Mapping[str, list[int | None]], events: list[tuple[str, int, str]]) -> dict[str, pd.DataFrame]:
    frame = posts(12, **{name: pd.array(values, dtype="Int64") for name, values in counts.items()})
    told = acts(*((who, f"p{on}", kind) for who, on, kind in events))
    return {"posts": frame, "events": told} if events else {"posts": frame}


@law
@given(counts=tables_drawn, events=events_drawn, gone=st.sampled_from(COUNTS))
def test_taking_a_column_away_makes_no_number_that_claims_to_know(
    counts: dict[str, list[int | None]], events: list[tuple[str, int, str]], gone: str
) -> None:
    data = drawn(counts, events)
    whole = results(data)["posts"]
    bare = results({**data, "posts": data["posts"].drop(columns=[gone])})
    told = any(kind == KINDS[gone] and who != AUTHORS[on % 3] for who, on, kind in events)
    own = any(kind == KINDS[gone] for _, _, kind in events)
    for column in columns_of(gone, bare):
        assert column.isna().all() or told or own
    for name in COUNTS:
        if name != gone:
            pd.testing.assert_series_equal(bare["posts"][f"{name}_raw"], whole[f"{name}_raw"])
    judged = bare["posts"].loc[bare["posts"]["mismatch"].notna()]
    assert judged["likes_raw"].notna().all()
    assert (judged[["views_raw", "comments_raw", "reposts_raw", "saves_raw"]].notna().any(axis=1)).all()


@law
@given(counts=tables_drawn, events=events_drawn, gone=st.sampled_from((*COUNTS, "views")))
def test_an_empty_column_says_as_much_as_none(
    counts: dict[str, list[int | None]], events: list[tuple[str, int, str]], gone: str
) -> None:
    data = drawn(counts, events)
    empty = data["posts"].assign(**{gone: pd.array([None] * 12, dtype="Int64")})
    one, other = results({**data, "posts": empty}), results({**data, "posts": data["posts"].drop(columns=[gone])})
    for name, table in one.items():
        pd.testing.assert_frame_equal(table, other[name])


@law
@given(counts=tables_drawn, events=events_drawn)
def test_real_counts_are_never_above_raw_ones_where_both_are_known(
    counts: dict[str, list[int | None]], events: list[tuple[str, int, str]]
) -> None:
    tables = results(drawn(counts, events))
    for table in (tables["posts"], tables["accounts"]):
        for name in COUNTS:
            if f"{name}_raw" in table:
                known = table[table[f"{name}_raw"].notna() & table[f"{name}_real"].notna()]
                assert (known[f"{name}_real"] <= known[f"{name}_raw"]).all()
                assert table.loc[table[f"{name}_raw"].isna(), f"{name}_real"].isna().all()


def section(html: str, name: str) -> str:
    found = html[html.index(f'<section id="{name}"') :]
    return found[: found.index("</section>")]


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> likewise.Result:
    """A report on posts whose likes are known in part, and whose saves and reposts aren't known at all."""
    frame = posts(30, "saves", "reposts", likes=pd.array([None if one % 5 == 0 else 300 for one in range(30)], "Int64"))
    return likewise.report({"posts": frame}, tmp_path_factory.mktemp("unread") / "out")


def test_the_run_and_the_page_say_which_counts_are_unknown(unread: likewise.Result) -> None:
    counts = unread.run["counts"]
    assert counts["posts"] == 30
    assert counts["known"] == {"likes": 24, "comments": 30, "reposts": 0, "saves": 0, "views": 30}
    assert counts["deep"] == ["comments"]
    page = Page(unread.html.read_text(encoding="utf-8"))
    assert "Nothing in the data gives: reposts, saves." in page.text
    assert "likes (24 of 30 posts)" in page.text
    assert "judged here by comments alone" in page.text
    assert "数据里没有：转发、收藏" in page.other.text


def test_no_cell_of_the_page_shows_an_unread_count_as_nought(unread: likewise.Result) -> None:
    html = section(unread.html.read_text(encoding="utf-8"), "posts")
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr data-k.*?</tr>", html)]
    assert len(cells) == 30
    assert {row[8] for row in cells} == {row[9] for row in cells} == {"–"}
    assert sum(row[4] == "–" for row in cells) == 6


def test_a_sum_of_the_page_says_how_many_posts_it_leaves_out(unread: likewise.Result) -> None:
    html = section(unread.html.read_text(encoding="utf-8"), "accounts")
    assert html.count("2 posts not counted") == 3
    assert ">below 0.5<" not in html


def test_the_card_says_what_is_not_known(unread: likewise.Result) -> None:
    said = card_of(unread, "ann").in_words("en")
    assert "Likes of 2 of its posts aren't known" in said
    nothing = card_of(tables_alone({"posts": posts(6, "likes")}), "ann")
    assert "How many likes it received isn't known." in nothing.in_words("en")
    assert "不知道它收到了多少赞" in nothing.in_words("zh")
    assert json.loads(json.dumps(nothing.to_dict("en"), default=str))["likes_raw"] is None


def gaps_of(engine: Engine, data: Mapping[str, pd.DataFrame]) -> set[str]:
    assert engine.name == "duckdb"
    return {gap.key for gap in check(engine, dict(data)).gaps}  # type: ignore[arg-type]


def test_check_names_counts_that_are_missing() -> None:
    counts = {f"no_post_{name}" for name in COUNTS}
    with open_duckdb(threads=1) as engine:
        assert not gaps_of(engine, {"posts": posts(6)}) & counts
        assert gaps_of(engine, {"posts": posts(6, "saves", "likes")}) & counts == {"no_post_saves", "no_post_likes"}
        told = {"posts": posts(6, *COUNTS), "events": acts(("dora", "p1", "like"))}
        assert gaps_of(engine, told) & counts == counts - {"no_post_likes"}


def test_candidates_are_compared_by_what_is_known_of_all_of_them() -> None:
    frame = posts(30, saves=pd.array([None if one % 3 == 0 else 90 for one in range(30)], dtype="Int64"))
    frame.loc[frame["author"] == "ann", "reposts"] = None
    made = compare({"posts": frame}, ["ann", "ben"])
    assert made.comparing.kinds == ("likes", "comments")
    ann, ben = (one.measures for one in made.comparing.candidates)
    assert "saves_post" not in ann
    assert ben["saves_post"].value == 90
    parts = [ben[f"{name}_post"].value or 0.0 for name in ("likes", "comments")]
    assert ben["engagement_post"].value == pytest.approx(sum(parts))
    assert any("made of: likes, comments" in note for note in notes(made, "en"))
    assert made.to_dict()["engagement_of"] == ["likes", "comments"]


def test_views_that_nobody_read_are_no_views_of_nought() -> None:
    made = compare({"posts": posts(30, "views")}, ["ann", "ben"])
    assert not any("views_post" in one.measures for one in made.comparing.candidates)


def test_a_creators_sentences_name_only_what_was_counted() -> None:
    values = {"change": -0.5, "low": -0.6, "high": -0.4, "n": 90, "needed": None}
    said = {"comments": ("fewer comments:", "带来的评论变少"), "comments saves": ("comments and saves:", "评论和收藏")}
    for kinds, (en, zh) in said.items():
        estimate = Estimate(-0.7, 0.1, 10, 90)
        finding = Finding("bubble", "creator_interrupted", estimate, values={**values, "kinds": kinds})
        assert en in finding_in_words(finding, "supported", "en")
        assert zh in finding_in_words(finding, "supported", "zh")


def test_both_engines_leave_the_same_counts_empty(engine: Engine) -> None:
    frame = posts(6, "saves", likes=pd.array([5, None, 7, 8, 9, 10], dtype="Int64"))
    read(engine, {"posts": frame, "events": acts(("dora", "p1", "repost"))})
    encode(engine)
    nobody = "select 0 as grp, 0 as account, cast(null as double) as probability limit 0"
    nothing = "select 0 as actor, 0 as author, 0 as post, '' as kind, 0.0 as probability limit 0"
    engine.create("membership", nobody)
    engine.create("exchanged", nothing)
    count(engine, None)
    found = known_counts(engine)
    assert found.counts == {"likes": 5, "comments": 6, "reposts": 6, "saves": 0, "views": 6}
    assert found.deep == ("comments", "reposts")
    rows = engine.arrow("select likes_raw, likes_real, saves_real, deep_raw from post_count order by id").to_pylist()
    assert [rows[1][name] for name in ("likes_raw", "likes_real", "saves_real")] == [None, None, None]
    assert all(row["deep_raw"] is not None for row in rows)


def test_the_list_of_accounts_says_what_its_sums_leave_out(capsys: pytest.CaptureFixture[str]) -> None:
    likes = pd.array([5, 6, 7, None, 9, 10], dtype="Int64")
    for frame, said in ((posts(6, likes=likes), True), (posts(6, "likes"), False), (posts(6), False)):
        show(sorted_table(tables_alone({"posts": frame}), "accounts"), "accounts", 20, "en")
        assert ("Likes of 1 post aren't known" in capsys.readouterr().out) is said


def test_a_json_of_posts_has_null_and_not_nought() -> None:
    said = json.loads(as_json(sorted_table(tables_alone({"posts": posts(3, "likes")}), "posts")))
    assert [row["likes_raw"] for row in said] == [None, None, None]
