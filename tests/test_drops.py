"""Links dropped into a chat, and what its people do after: told where it is so, and not where it isn't."""

import json
import math
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import likewise
from likewise.errors import InputError
from test_sources_support import written

START = 1_704_110_400
DAY = 86_400
AUTHORS = [f"author{i}" for i in range(12)]


def world(folder: Path, after_drop: float, usual: float, link: str = "https://example.com/explore/{post}") -> Path:
    """Authors whose posts are dropped (every other one) an hour after publication; chances to like within minutes."""
    rng = random.Random(5)
    posts, events, messages = ["post,author,time"], ["actor,author,post,kind,time"], []
    for number in range(240):
        author, post, born = AUTHORS[number % 12], f"x{number:05d}", START + number * DAY // 4
        posts.append(f"{post},{author},{born}")
        dropped = number // 12 % 2 == 0
        moment = born + 3600 if dropped else born
        if dropped:
            text = ["求赞 ", {"type": "link", "text": link.format(post=post)}]
            told = {"type": "message", "from_id": f"user{number % 12}", "date_unixtime": str(moment), "text": text}
            messages.append(told)
        for liker in [*AUTHORS, *(f"reader{i}" for i in range(20))]:
            chance = (after_drop if dropped else usual) if liker in AUTHORS else 0.1
            if liker != author and rng.random() < chance:
                events.append(f"{liker},{author},{post},like,{moment + rng.randint(10, 1500)}")
    written(folder, "posts.csv", "\n".join(posts) + "\n")
    written(folder, "events.csv", "\n".join(events) + "\n")
    written(folder, "chat/result.json", json.dumps({"name": "互赞群", "type": "x", "id": 1, "messages": messages}))
    return folder


def finding(folder: Path, out: Path) -> dict[str, Any]:
    data = [folder / "posts.csv", folder / "events.csv", folder / "chat" / "result.json"]
    made = likewise.report(data, out)
    (found,) = [one for one in made.run["findings"] if one["key"].startswith("drops")]
    return dict(found)


def test_likes_that_follow_drops_are_told_with_what_is_usual(tmp_path: Path) -> None:
    found = finding(world(tmp_path, after_drop=0.6, usual=0.1), tmp_path / "out")
    assert (found["key"], found["links"], found["chats"], found["posts"]) == ("drops", 120, 1, 120)
    assert found["share"] == pytest.approx(0.6, abs=0.06)
    assert found["usual"] == pytest.approx(0.1, abs=0.04)
    assert 1.5 < found["low"] < found["ratio"] < found["high"] < 4
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "120 links dropped into 1 chat" in page


def test_people_who_like_as_always_stand_out_by_nothing(tmp_path: Path) -> None:
    found = finding(world(tmp_path, after_drop=0.3, usual=0.3), tmp_path / "out")
    assert found["low"] < 0 < found["high"]


def test_where_nothing_else_was_posted_there_is_nothing_to_hold_against_it(tmp_path: Path) -> None:
    folder = world(tmp_path, after_drop=0.6, usual=0.0)
    assert finding(folder, tmp_path / "out")["key"] == "drops_alone"


def test_links_that_lead_nowhere_are_said_to(tmp_path: Path) -> None:
    found = finding(world(tmp_path, 0.5, 0.1, link="https://xhslink.com/{post}-short"), tmp_path / "out")
    assert (found["key"], found["links"], found["posts"]) == ("drops_unmet", 120, 0)


@pytest.mark.parametrize("link", ["https://video.example/watch?v={post}&t=3", "{post}", "www.example.com/p/{post}/"])
def test_a_link_is_known_by_its_last_part_or_what_it_asks_for(link: str, tmp_path: Path) -> None:
    assert finding(world(tmp_path, 0.6, 0.1, link=link), tmp_path / "out")["posts"] == 120


def test_without_drops_nothing_is_said_of_them(tmp_path: Path) -> None:
    folder = world(tmp_path, 0.6, 0.1)
    made = likewise.report([folder / "posts.csv", folder / "events.csv"], tmp_path / "out")
    assert not [one for one in made.run["findings"] if one["key"].startswith("drops")]


def comments_at_once(folder: Path) -> list[Path]:
    """Videos of a circle whose members comment on each other's at once, as far as estimated times tell."""
    files = []
    for number in range(80):
        author, born = number % 8, START + number * DAY
        comments = [
            {
                "id": f"c{number}.{who}",
                "parent": "root",
                "text": "nice",
                "author_id": f"UC{who}",
                "timestamp": born + 60,
            }
            for who in range(8)
            if who != author
        ]
        told = {
            "id": f"v{number}",
            "channel_id": f"UC{author}",
            "view_count": 9,
            "timestamp": born,
            "comments": comments,
        }
        files.append(written(folder, f"{number}.info.json", json.dumps(told)))
    return files


MOMENTS = ("promptness", "burst", "lockstep", "onset", "unison")


def facts(result: likewise.Result) -> list[tuple[Any, ...]]:
    """All that is measured by moments, of pairs (whichever is named first) and of groups, as shares of their length.

    Evidence of one pair or group is weakened as a whole by the doubt about all of its weights, those of comments
    too, so that only what the facts weigh against each other is comparable between two logs.
    """
    measured = []
    for table in (result.pairs.to_arrow(), result.groups.to_arrow()):
        columns = [name for name in table.column_names if name.removeprefix("bits_") in MOMENTS]
        for row in table.to_pylist():
            who = tuple(sorted((row.get("a", ""), row.get("b", ""))))
            length = math.hypot(*(row[name] or 0 for name in columns)) or 1
            shares = (None if row[name] is None else round(row[name] / length, 4) for name in columns)
            measured.append((who, *zip(columns, shares, strict=True)))
    return sorted(measured, key=str)


def test_estimated_times_of_comments_are_evidence_of_nothing_that_goes_by_moments(tmp_path: Path) -> None:
    rng = random.Random(3)
    likes = ["actor,author,post,kind,time"]
    for _ in range(1500):
        video, who = rng.randrange(80), rng.randrange(40)
        if who != video % 8:
            when = datetime.fromtimestamp(START + video * DAY + rng.randint(60, 40 * DAY), UTC)
            likes.append(f"UC{who},UC{video % 8},v{video},like,{when.isoformat()}")
    log = written(tmp_path, "likes.csv", "\n".join(likes) + "\n")
    videos = comments_at_once(tmp_path / "videos")
    bare = [written(tmp_path, f"bare/{path.name}", _without_comments(path)) for path in videos]
    with_comments = likewise.report([log, *videos], tmp_path / "with")
    without = likewise.report([log, *bare], tmp_path / "without")
    assert facts(with_comments) == facts(without)
    assert len(facts(without)) > 20
    alone = likewise.report(videos, tmp_path / "alone")
    assert alone.groups.to_arrow().num_rows == 0
    assert {value for _, *measured in facts(alone) for _, value in measured} == {None}
    assert "comment_times_estimated" in {one["key"] for one in alone.run["assumptions"]}


def test_no_state_is_made_of_times_that_are_estimates(tmp_path: Path) -> None:
    videos = comments_at_once(tmp_path / "videos")
    with pytest.raises(InputError, match=r"0\.info\.json: its times are estimates.*leave --state out"):
        likewise.report(videos, tmp_path / "out", state=tmp_path / "state")
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "state").exists()


def _without_comments(path: Path) -> str:
    return json.dumps({**json.loads(path.read_text()), "comments": []})
