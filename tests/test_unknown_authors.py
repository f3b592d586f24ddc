"""Where nobody says whose posts are liked, who takes part is not known: no nought, no false reason, and a remedy."""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

import likewise
from likewise.show.catalogue import text
from report_read import Page

START = datetime(2031, 3, 1, tzinfo=UTC)


def readers(kind: str | None = None, crowd: int = 0) -> pd.DataFrame:
    """Ten weeks of acts on posts whose authors nobody names; with a crowd that acts in the same second on 30 posts."""
    chance = random.Random(8)
    rows = []
    for number in range(120):
        published = START + timedelta(hours=12 * number)
        for reader in chance.sample(range(90), 12):
            rows.append((f"u{reader}", f"p{number}", published + timedelta(minutes=chance.randint(1, 2000))))
        if number < 30:
            together = published + timedelta(minutes=chance.randint(1, 300))
            rows += [(f"crowd{one}", f"p{number}", together) for one in range(crowd)]
    table = pd.DataFrame(rows, columns=["user_id", "post_id", "created_at"])
    if kind == "comment":
        table["comment_text"] = [f"seen {number % 40}, will come again" for number in range(len(table))]
    return table


@pytest.fixture(scope="module")
def likes(tmp_path_factory: pytest.TempPathFactory) -> likewise.Result:
    return likewise.report(readers(), tmp_path_factory.mktemp("likes") / "out")


@pytest.fixture(scope="module")
def comments(tmp_path_factory: pytest.TempPathFactory) -> likewise.Result:
    return likewise.report(readers("comment"), tmp_path_factory.mktemp("comments") / "out")


@pytest.mark.parametrize("kind", ["likes", "comments"])
def test_no_account_has_a_probability(kind: str, request: pytest.FixtureRequest) -> None:
    result: likewise.Result = request.getfixturevalue(kind)
    accounts = result.accounts.to_pandas()
    assert len(accounts) == 90
    assert accounts["probability"].isna().all()


@pytest.mark.parametrize("kind", ["likes", "comments"])
def test_no_reason_is_given_that_is_not_so(kind: str, request: pytest.FixtureRequest) -> None:
    result: likewise.Result = request.getfixturevalue(kind)
    claims = json.loads((result.html.parent / "claims.json").read_text(encoding="utf-8"))
    reasons = {one["reason"] for one in claims}
    assert {one["verdict"] for one in claims} == {"not_enough_data"}
    assert "short_span" not in reasons
    assert ("no_authors" in reasons) is (kind == "likes")


def test_days_that_are_too_few_are_still_told(tmp_path: Path) -> None:
    week = readers().assign(author=lambda table: "a" + table["post_id"])
    first = week[week["created_at"] < START + timedelta(days=7)]
    result = likewise.report(first, tmp_path / "out")
    claims = json.loads((result.html.parent / "claims.json").read_text(encoding="utf-8"))
    assert "short_span" in {one["reason"] for one in claims}


@pytest.mark.parametrize("kind", ["likes", "comments"])
def test_the_page_says_what_is_missing_and_shows_no_noughts(kind: str, request: pytest.FixtureRequest) -> None:
    result: likewise.Result = request.getfixturevalue(kind)
    source = result.html.read_text(encoding="utf-8")
    page = Page(source).text
    assert "this data doesn't say whose posts these are" in page
    assert text("en", "finding.no_authors") in page
    assert text("en", "groups.no_authors") in page
    assert text("en", "groups.none") not in page and text("en", "pairs.none") not in page
    assert text("en", "key.accounts") not in page
    assert text("en", "histogram.title") not in page


def test_a_crowd_in_lockstep_has_a_probability_all_the_same(tmp_path: Path) -> None:
    result = likewise.report(readers(crowd=25), tmp_path / "out")
    accounts = result.accounts.to_pandas().set_index("account")["probability"]
    crowd = accounts[accounts.index.str.startswith("crowd")]
    assert (crowd >= 0.5).all()
    assert accounts.drop(crowd.index).isna().all()
    page = Page(result.html.read_text(encoding="utf-8")).text
    assert text("en", "finding.no_authors") in page
    assert text("en", "key.accounts") in page


def test_one_known_author_is_enough_for_probabilities(tmp_path: Path) -> None:
    named = readers().assign(author=lambda table: table["post_id"].where(table["post_id"] == "p3"))
    accounts = likewise.report(named, tmp_path / "out").accounts.to_pandas()
    assert accounts["probability"].notna().all()
