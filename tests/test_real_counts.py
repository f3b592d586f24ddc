"""Real counts are told where somebody is known to have given them; likes are held against what was counted whole."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import likewise
from likewise.engine import Engine
from likewise.show.face import tables_alone
from likewise.sources import encode, read
from likewise.sources.reading import Reading

COUNTS = ("likes", "comments", "reposts", "saves")


def posts(rows: int = 60) -> pd.DataFrame:
    """Posts of one author with usual counts, as a platform declares them."""
    number = range(rows)
    usual = {"likes": 300, "comments": 30, "reposts": 9, "saves": 90}
    counts = {name: [str(of + one % 7) for one in number] for name, of in usual.items()}
    return pd.DataFrame({"post": [f"p{one}" for one in number], "author": "ann", **counts})


def said_of(events: list[tuple[str, str, str]]) -> pd.DataFrame:
    """Events on Ann's posts: actor, post, kind."""
    frame = pd.DataFrame(events, columns=["actor", "post", "kind"])
    return frame.assign(author="ann", time=pd.Timestamp("2026-03-01 12:00Z"))


def real(result: likewise.Result, table: str = "posts") -> dict[str, bool]:
    """Of which counts a real one is told: of all rows, or of none."""
    frame = getattr(result, table).to_pandas()
    told = {name: frame[f"{name}_real"].notna() for name in COUNTS if f"{name}_real" in frame}
    assert all(one.all() or not one.any() for one in told.values())
    return {name: bool(one.all()) for name, one in told.items()}


def test_where_nobody_is_known_no_count_is_real() -> None:
    result = tables_alone({"posts": posts()})
    assert real(result) == dict.fromkeys(COUNTS, False)
    assert real(result, "accounts") == {"likes": False, "comments": False}
    assert (result.posts.to_pandas()["likes_raw"] >= 300).all()


@pytest.mark.parametrize(("kind", "count"), [("like", "likes"), ("comment", "comments"), ("repost", "reposts")])
def test_counts_are_real_kind_by_kind(kind: str, count: str) -> None:
    result = tables_alone({"posts": posts(), "events": said_of([("ben", "p1", kind), ("cleo", "p2", kind)])})
    assert real(result) == {name: name == count for name in COUNTS}


def test_the_page_shows_no_share_that_is_real_where_nobody_is_known(tmp_path: Path) -> None:
    result = likewise.report({"posts": posts().assign(views=3000)}, tmp_path / "out")
    html = result.html.read_text(encoding="utf-8")
    section = html[html.index('<section id="posts"') :]
    section = section[: section.index("</section>")]
    assert 'class="pct"' not in section
    assert "<td>–</td>" in section


def bounded(**counts: str) -> pd.DataFrame:
    """The usual posts and one more, `hot`, with counts of its own."""
    usual = posts()
    hot = {**usual.iloc[0].to_dict(), "post": "hot", **counts}
    return pd.concat([usual, pd.DataFrame([hot])], ignore_index=True)


def judged(frame: pd.DataFrame, post: str = "hot") -> dict[str, Any]:
    table = tables_alone({"posts": frame}).posts.to_pandas().set_index("post")
    found: dict[str, Any] = table.loc[post].to_dict()
    return found


def test_likes_are_not_held_against_counts_that_are_lower_bounds() -> None:
    whole = judged(bounded(likes="10000", comments="10", reposts="10", saves="10"))
    assert whole["mismatch"] > 5
    assert "likes_above_comments" in whole["why"]
    for which in (("comments",), ("saves",), ("reposts",), ("comments", "saves", "reposts")):
        counts = {name: "10+" if name in which else "10" for name in ("comments", "saves", "reposts")}
        found = judged(bounded(likes="1万+", **counts))
        assert pd.isna(found["mismatch"]), which
        assert found["why"] == "[]"
        assert (found["likes_raw"], found["comments_raw"]) == (10_000, 10)


def test_likes_are_not_held_against_views_that_are_a_lower_bound() -> None:
    usual = bounded(likes="9000").assign(views="5000")
    assert "likes_above_views" in judged(usual)["why"]
    few = usual.assign(views=["10+" if one == "hot" else "5000" for one in usual["post"]])
    assert "likes_above_views" not in judged(few)["why"]


def test_likes_that_are_a_lower_bound_may_stand_out_and_accuse_no_other_post() -> None:
    found = judged(bounded(likes="1万+", comments="10", reposts="10", saves="10"))
    assert found["mismatch"] > 5
    bound = posts().assign(likes="10+", post=[f"q{one}" for one in range(60)])
    alone, beside = judged(posts(), "p1"), judged(pd.concat([posts(), bound], ignore_index=True), "p1")
    assert beside["mismatch"] == pytest.approx(alone["mismatch"])
    assert beside["why"] == "[]"


def taken_in(engine: Engine, data: object) -> Reading:
    found = read(engine, data)
    encode(engine)
    return found


def test_which_counts_are_lower_bounds_is_kept_and_said(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("post,author,likes,comments,saves\np1,ann,1万+,10+,7\np2,ann,1.1万,5,\np3,ann,3,1千+ ,-\n")
    found = taken_in(engine, path)
    bounds = engine.arrow("select id, bounds, likes, comments from post order by id").to_pylist()
    assert [tuple(row.values()) for row in bounds] == [
        ("p1", "likes comments", 10_000, 10),
        ("p2", None, 11_000, 5),
        ("p3", "comments", 3, 1_000),
    ]
    (said,) = [one for one in found.assumptions if one.key == "counts_are_bounds"]
    assert said.text.startswith("3 counts of 2 posts are only lower bounds")
    assert "posts.bounds" not in {*found.present, *found.missing}


def test_counts_in_a_table_of_numbers_are_what_they_say(engine: Engine) -> None:
    numbers = posts().astype(dict.fromkeys(COUNTS, int))
    assert not [one for one in taken_in(engine, {"posts": numbers}).assumptions if one.key == "counts_are_bounds"]
    assert engine.value("select count(bounds) from post") == 0


def test_the_report_says_that_counts_are_lower_bounds(tmp_path: Path) -> None:
    result = likewise.report({"posts": bounded(comments="10+")}, tmp_path / "out")
    assert "bounds" not in result.posts.to_pandas()
    assert "bounds" not in likewise.read({"posts": bounded(comments="10+")}).posts.to_pandas()
    keys = [one["key"] for one in result.run["assumptions"]]
    assert keys.count("counts_are_bounds") == 1
    assert "1 counts of 1 posts are only lower bounds" in result.html.read_text(encoding="utf-8")
