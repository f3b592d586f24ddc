"""Where nobody's like is known, groups are looked for among comments or reposts, and all that is said is of those."""

import random
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import likewise
from engines import on_duckdb
from likewise import world
from likewise.answers.policy import Rule
from likewise.engine import Engine
from likewise.errors import InputError
from likewise.show.card import card_of
from likewise.show.catalogue import LANGUAGES, entries, placeholders
from likewise.show.face import tables_alone
from likewise.sources import encode, read
from report_read import Page, unpacked

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
OF_LIKES = re.compile(
    r"\b(?:likes|liked|liking|likers?)\b|\b(?:they|members|people|friends|who) (?:also )?like\b|赞", re.IGNORECASE
)


def said(*rows: tuple[str, str, str, str, int]) -> pd.DataFrame:
    """Events: actor, author, post, kind, minutes after noon."""
    events = pd.DataFrame(rows, columns=["actor", "author", "post", "kind", "time"])
    return events.assign(time=[NOON + timedelta(minutes=minutes) for minutes in events["time"]])


def favours(engine: Engine, events: object) -> tuple[str | None, list[tuple[str, str, int]]]:
    """What groups are looked for among: its kind, and who gave it to which post, minutes after noon."""
    read(engine, events)
    kind = encode(engine).favour
    found = engine.arrow(
        "select account.id as actor, post.id as post, favour.time "
        "from favour join account on account.code = favour.actor "
        "left join post on post.code = favour.post order by all"
    ).to_pylist()
    return kind, [
        (one["actor"], one["post"], (one["time"] // 1_000_000 - int(NOON.timestamp())) // 60) for one in found
    ]


@on_duckdb
def test_likes_are_looked_at_where_there_are_any(engine: Engine) -> None:
    events = said(("a", "b", "b1", "like", 0), ("a", "b", "b1", "comment", 1), ("c", "b", "b1", "comment", 2))
    assert favours(engine, events) == ("like", [("a", "b1", 0)])


def test_of_comments_the_first_on_each_post_counts_and_none_on_ones_own(engine: Engine) -> None:
    events = said(
        ("a", "b", "b1", "comment", 5),
        ("b", "b", "b1", "comment", 6),
        ("a", "b", "b1", "comment", 7),
        ("a", "b", "b2", "comment", 9),
        ("b", "a", "a1", "comment", 3),
    )
    assert favours(engine, events) == ("comment", [("a", "b1", 5), ("a", "b2", 9), ("b", "a1", 3)])


@on_duckdb
def test_who_answers_each_others_replies_does_no_favour(engine: Engine) -> None:
    """Where replies are posts of their own: c's post, under which a and b talk."""
    talk = said(("a", "c", "c1", "comment", 0), ("b", "a", "r1", "comment", 1), ("a", "b", "r2", "comment", 2))
    talk = talk.assign(text=["one", "two", "three"])
    replies = {"post": ["r1", "r2", "c1"], "author": ["a", "b", "c"], "text": ["one", "two", "hello"]}
    posts = pd.DataFrame({**replies, "time": [talk["time"][0], talk["time"][1], talk["time"][0]]})
    assert favours(engine, {"events": talk, "posts": posts}) == ("comment", [("a", "c1", 0)])


@on_duckdb
def test_where_there_are_no_comments_either_the_first_repost_of_each_post_counts(engine: Engine) -> None:
    reposts = (("a", "b", "b1", "repost", 5), ("b", "b", "b1", "repost", 6), ("a", "b", "b1", "repost", 7))
    assert favours(engine, said(*reposts)) == ("repost", [("a", "b1", 5)])
    assert favours(engine, said(*reposts, ("c", "b", "b1", "comment", 9))) == ("comment", [("c", "b1", 9)])


@on_duckdb
def test_without_likes_comments_and_reposts_there_is_nothing_to_look_at(engine: Engine) -> None:
    assert favours(engine, said(("a", "b", "b1", "save", 0), ("b", "a", "a1", "view", 2))) == (None, [])


@pytest.fixture(scope="module")
def likeless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world whose likes were left out of the log."""
    folder = tmp_path_factory.mktemp("likeless")
    world.write(folder / "whole", accounts=3000, likes=200_000, seed=37, grouped=0.12)
    for file in ("posts.parquet", "accounts.parquet", "truth"):
        (folder / "whole" / file).rename(folder / file)
    with duckdb.connect() as opened:
        events = f"select * from '{folder / 'whole' / 'events.parquet'}' where kind <> 'like'"
        opened.execute(f"copy ({events}) to '{folder / 'events.parquet'}'")
    (folder / "whole" / "events.parquet").unlink()
    (folder / "whole").rmdir()
    return folder


@pytest.fixture(scope="module")
def reported(likeless: Path, tmp_path_factory: pytest.TempPathFactory) -> likewise.Result:
    data = [likeless / f"{name}.parquet" for name in ("events", "posts", "accounts")]
    return likewise.report([str(file) for file in data], tmp_path_factory.mktemp("reported") / "out")


def test_members_who_trade_comments_are_found_and_honest_people_spared(
    reported: likewise.Result, likeless: Path
) -> None:
    truth = pd.read_parquet(likeless / "truth" / "accounts.parquet")
    table = reported.accounts.to_pandas().merge(truth, on="account")
    flagged = table[table["probability"] >= 0.5]
    assert len(flagged) >= 40
    assert flagged["kind"].notna().mean() > 0.95
    honest = table[table["kind"].isna()]
    assert (honest["probability"] >= 0.5).mean() <= 0.005


def test_traded_comments_are_discounted_and_no_like_is(reported: likewise.Result) -> None:
    events = reported.events_exchanged.to_pandas()
    assert "like" not in set(events["kind"])
    traded = events[events["kind"] == "comment"]
    assert len(traded) > 100
    posts = reported.posts.to_pandas()
    removed = (posts["comments_raw"] - posts["comments_real"]).sum()
    assert removed == pytest.approx(traded["probability"].sum(), rel=1e-6)
    assert posts["likes_real"].isna().all()
    assert reported.accounts.to_pandas()["likes_real"].isna().all()


def test_the_page_speaks_of_comments(reported: likewise.Result) -> None:
    assert reported.run["favour"] == "comment"
    html = reported.html.read_text(encoding="utf-8")
    other = unpacked(Page(html).held["other-language"][0])
    for page, word in ((html, "comment"), (other, "评论")):
        for section in ("found", "groups", "pairs"):
            part = re.search(rf'<section id="{section}".*?</section>', page, re.DOTALL)
            assert part
            said = " ".join(Page(part.group()).said)
            assert word in said, section
            # That nobody's like is known, and that trading likes doesn't show, is said once.
            found = OF_LIKES.findall(said)
            assert len(found) <= (3 if section == "found" else 0), (section, found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_card_speaks_of_comments(reported: likewise.Result, lang: str) -> None:
    members = reported.members.to_pandas().sort_values("probability", ascending=False)
    group, account = members.iloc[0][["group", "account"]]
    for told in (reported.explain(group), reported.explain(account)):
        assert not OF_LIKES.search(told.in_words(lang)), told.in_words(lang)  # type: ignore[arg-type]


def test_rules_do_not_act_on_what_comments_alone_suggest(reported: likewise.Result) -> None:
    with pytest.raises(InputError, match="knows nobody's likes"):
        reported.policy([Rule("sure", "limit", 0.9)])


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> likewise.Result:
    """Who shared what, in CooRTweet's columns: eight who share the same in the same minute, a hundred who don't."""
    folder = tmp_path_factory.mktemp("shared")
    lines = ["object_id,account_id,content_id,timestamp_share"]
    draw = random.Random(5)
    start = int(NOON.timestamp())
    for link in range(150):
        at = start + link * 5_400
        if link % 5 == 0:
            lines += [f"link{link},pod{one},p{link}-{one},{at + 7 * one}" for one in range(8)]
        readers = draw.sample(range(100), 12)
        lines += [f"link{link},reader{one},r{link}-{one},{at + draw.randrange(86_400)}" for one in readers]
    path = folder / "shares.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return likewise.report(path, folder / "out")


def test_who_shares_the_same_in_the_same_minutes_is_found_among_reposts(shared: likewise.Result) -> None:
    assert shared.run["favour"] == "repost"
    accounts = shared.accounts.to_pandas()
    flagged = set(accounts[accounts["probability"] >= 0.5]["account"])
    assert flagged == {f"pod{one}" for one in range(8)}
    events = shared.events_exchanged.to_pandas()
    assert set(events["kind"]) == {"repost"}
    posts = shared.posts.to_pandas()
    assert posts["likes_real"].isna().all()
    assert (posts["reposts_raw"] - posts["reposts_real"]).sum() == pytest.approx(events["probability"].sum())


def test_of_shares_the_page_and_cards_speak_of_reposts(shared: likewise.Result) -> None:
    html = shared.html.read_text(encoding="utf-8")
    other = unpacked(Page(html).held["other-language"][0])
    for page, word in ((html, "repost"), (other, "转发")):
        for section in ("found", "groups"):
            part = re.search(rf'<section id="{section}".*?</section>', page, re.DOTALL)
            assert part
            told = " ".join(Page(part.group()).said)
            assert word in told, section
            # That nobody's like is known, and that trading likes doesn't show, is said once.
            assert len(OF_LIKES.findall(told)) <= (3 if section == "found" else 0), section
    group = shared.groups.to_pandas().iloc[0]["group"]
    for lang in LANGUAGES:
        for one in (shared.explain(group), shared.explain("pod1"), shared.explain("pod1", "pod2")):
            assert not OF_LIKES.search(one.in_words(lang)), one.in_words(lang)


def test_rules_do_not_act_on_what_reposts_alone_suggest(shared: likewise.Result) -> None:
    with pytest.raises(InputError, match="knows nobody's likes"):
        shared.policy([Rule("sure", "limit", 0.9)])


@pytest.mark.parametrize(
    ("result", "said"),
    [("reported", "28 to 100 % of the accounts"), ("shared", "weights that were learnt on comments")],
)
def test_no_more_is_claimed_than_was_measured(result: str, said: str, request: pytest.FixtureRequest) -> None:
    html = request.getfixturevalue(result).html.read_text(encoding="utf-8")
    other = unpacked(Page(html).held["other-language"][0])
    assert not re.search("are calibrated|in ten take part", html)
    assert not re.search("概率经过校准|大约十个有", other)
    assert said in html


def test_where_nobody_is_known_nobody_is_cleared() -> None:
    posts = pd.DataFrame({"post": ["p1", "p2"], "author": ["ann", "ann"], "likes": [30, 4], "views": [900, 800]})
    result = tables_alone({"posts": posts})
    assert result.run["favour"] is None
    assert result.accounts.to_pandas()["probability"].isna().all()
    assert "can't be told" in card_of(result, "ann").in_words("en")
    assert "can't be told" in result.explain("ann").in_words("en")


@pytest.mark.parametrize("of", ["of_comments.", "of_reposts."])
def test_every_sentence_of_comments_or_reposts_stands_for_one_of_likes_and_needs_no_more(of: str) -> None:
    found = {key.removeprefix(of): key for key in entries() if key.startswith(of)}
    assert len(found) > 50
    for key, variant in found.items():
        assert key in entries(), key
        for lang in LANGUAGES:
            assert placeholders(entries()[variant][lang]) <= placeholders(entries()[key][lang]), key
        assert entries()[variant] != entries()[key], key
