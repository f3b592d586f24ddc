"""Posts that owners number each for themselves, logs with many posts, rough times, ratings: tables of a kind each."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest

from test_unknown_kinds import TIMES, Columns, write
from wild_reading import Found, attempt, check_text, command, read

ROWS = 600


def drawn(seed: int, most: int) -> list[int]:
    """Numbers below `most`, one each row."""
    return list(map(int, np.random.default_rng(seed).integers(most, size=ROWS)))


def moments() -> list[str]:
    return [f"2031-03-{1 + n // 24:02} {n % 24:02}:{n * 7 % 60:02}:{n * 13 % 60:02}" for n in range(ROWS)]


@pytest.mark.parametrize(
    ("owner", "post", "person"),
    [
        ("owner_id", "item_id", "user_id"),
        ("channel_id", "message_id", "from_id"),
        ("page_id", "post_id", "liker_id"),
        ("频道", "帖子id", "用户id"),
    ],
)
def test_two_owners_posts_of_one_number_are_two(tmp_path: Path, owner: str, post: str, person: str) -> None:
    owners, posts = [f"{9100 + one}" for one in drawn(1, 6)], [str(1 + one) for one in drawn(2, 30)]
    people = [f"u{one}" for one in drawn(3, 90)]
    columns = {owner: owners, post: posts, person: people, "liked_at": moments()}
    found = read(write(tmp_path / "likes.csv", columns), timezone="UTC")
    expected = {(one, f"{whose}/{number}", whose) for one, whose, number in zip(people, owners, posts, strict=True)}
    assert set(found.acts("actor", "post", "author")) == expected


def test_that_an_owner_names_posts_is_told(tmp_path: Path) -> None:
    columns = {"voter": [f"v{one}" for one in drawn(4, 60)], "author": [f"a{one}" for one in drawn(5, 9)]}
    columns |= {"permlink": [f"day-{one}" for one in drawn(6, 12)], "time": moments()}
    said = check_text(write(tmp_path / "votes.csv", columns))
    assert "a post is named by `author` and `permlink`" in said


def test_messages_of_several_channels_are_posts_of_their_own(tmp_path: Path) -> None:
    columns: Columns = {
        "channel": [f"channel{n % 5}" for n in range(ROWS)],
        "message_id": [str(10 + n // 5) for n in range(ROWS)],
        "date": moments(),
        "text": [f"on the weather of day {n} at the coast" for n in range(ROWS)],
        "views": [str(100 + one) for one in drawn(7, 900)],
    }
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert len(found.posts) == ROWS and not found.rejected
    assert {(row["post"], row["author"]) for row in found.posts[:5]} <= {
        (f"channel{n % 5}/{10 + n // 5}", f"channel{n % 5}") for n in range(ROWS)
    }


def test_an_owner_beside_ids_that_are_unique_changes_none(tmp_path: Path) -> None:
    posts = drawn(8, 200)
    columns = {"owner_id": [f"o{one % 7}" for one in posts], "post_id": [f"p{one}" for one in posts]}
    columns |= {"user_id": [f"u{one}" for one in drawn(9, 90)], "liked_at": moments()}
    assert {post for (post,) in read(write(tmp_path / "likes.csv", columns)).acts("post")} == set(columns["post_id"])


@pytest.mark.parametrize(
    "names", [("user_id", "post_id", "created_at"), ("uid", "note_id", "time"), ("member", "video_id", "date")]
)
def test_a_log_with_more_posts_than_a_first_look_sees_twice_is_likes(tmp_path: Path, names: Sequence[str]) -> None:
    rows, posts = 24_000, 12_000
    lines = (
        f"u{n * 7919 % 4001},{10**6 + n % posts * 7 % posts},2031-{1 + n // 2800:02}-{1 + n // 100 % 28:02}T"
        f"{n // 4 % 24:02}:{n % 60:02}:{n * 13 % 60:02}Z"
        for n in range(rows)
    )
    path = tmp_path / "export.csv"
    path.write_text("\n".join([",".join(names), *lines, ""]), encoding="utf-8")
    found = read(path)
    assert {kind for (kind,) in found.acts("kind")} == {"like"} and len(found.events) > rows / 2


@pytest.mark.parametrize("when", ["when", "date", "time", "发布时间"])
def test_rough_times_that_a_posts_likes_share_are_when_they_were(tmp_path: Path, when: str) -> None:
    ago = ["2h ago", "3d ago", "5m ago", "1w ago", "昨天 12:30", "6天前"]
    columns = {
        "user": [f"u{n % 4}" for n in range(24)],
        "post": [f"p{n % 6}" for n in range(24)],
        when: [ago[n % 6] for n in range(24)],
    }
    path = write(tmp_path / "likes.csv", columns)
    assert "--taken" in check_text(path)
    found = read(path, taken="2031-04-01", timezone="UTC")
    assert len(found.events) == 24


@pytest.mark.parametrize("rating", ["rating", "stars", "评分"])
@pytest.mark.parametrize("thing", ["movie_id", "post_id", "hotel_code"])
def test_a_table_of_ratings_is_refused_with_what_to_do(tmp_path: Path, thing: str, rating: str) -> None:
    columns: Columns = {
        "user_id": [f"u{n}" for n in range(20)],
        thing: [str(100 + n % 7) for n in range(20)],
        rating: [str(1 + n % 5) for n in range(20)],
        "timestamp": TIMES,
    }
    path = write(tmp_path / "export.csv", columns)
    for options in ((), ("--as", "events", "--map", f"post={thing}")):
        refused = command("check", path, *options)
        assert refused.returncode == 2 and "its rows are ratings" in refused.stderr
    assert "低分不算点赞" in command("check", path, "--lang", "zh").stderr
    assert len(read(path, read_as="likes", mapping={"post": thing}).events) == 20


def test_a_misspelt_option_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "likes.csv", {"user_id": ["u"] * 20, "post_id": ["p"] * 20, "liked_at": TIMES})
    options: dict[str, Any] = {"colums": {"post": "post_id"}}
    with pytest.raises(TypeError, match="'colums' is no option for reading data; there are mapping"):
        read(path, **options)


@pytest.mark.parametrize(("name", "kind"), [("收藏记录", "save"), ("retweet_network", "repost"), ("likes", "like")])
def test_a_file_in_an_archive_hints_by_its_own_name(tmp_path: Path, name: str, kind: str) -> None:
    people, posts = [f"u{n % 6}" for n in range(20)], [f"p{n % 5}" for n in range(20)]
    columns = {"member_id": people, "post_id": posts, "date": TIMES}
    inner = write(tmp_path / f"{name}.csv", columns)
    with ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.write(inner, inner.name)
    assert {one for (one,) in read(tmp_path / "export.zip", timezone="UTC").acts("kind")} == {kind}


def test_when_something_was_liked_makes_no_comments(tmp_path: Path) -> None:
    columns = {
        "member_id": [f"u{n % 6}" for n in range(20)],
        "post_id": [f"p{n % 5}" for n in range(20)],
        "caption": [f"A day at the lake {n % 5}" for n in range(20)],
        "post_created_at": ["2031-02-01 10:00:00"] * 20,
        "liked_at": TIMES,
    }
    found = attempt(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert isinstance(found, Found) and {kind for (kind,) in found.acts("kind")} == {"like"}


def test_an_id_goes_before_a_hash_of_the_same_post(tmp_path: Path) -> None:
    columns: Columns = {
        "hash": [f"{n:02}b2f270d17aa0165753a4b9ea16{n:04}" for n in range(20)],
        "id_str": [f"CtRBtuZG{n:03}" for n in range(20)],
        "likes_count": [str(n) for n in range(20)],
        "repost_count": [str(n % 3) for n in range(20)],
        "created": TIMES,
    }
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert sorted(row["post"] for row in found.posts) == columns["id_str"]


def test_authors_and_posts_that_never_meet_are_told(tmp_path: Path) -> None:
    people, posts = [f"{9000 + n % 30}" for n in range(90)], [f"{100 + n % 45}" for n in range(90)]
    write(tmp_path / "likes.csv", {"user_id": people, "post_id": posts, "liked_at": moments()[:90]})
    shown = {"post_id": [f"{100 + n}" for n in range(45)], "likes": ["2"] * 45, "created_at": moments()[:45]}
    write(tmp_path / "posts.csv", {**shown, "author": [f"name{n % 25}" for n in range(45)]})
    assert "none of the 25 authors is among the 30 accounts that act" in check_text(tmp_path).lower()
    write(tmp_path / "posts.csv", {**shown, "author": [f"{9000 + n % 25}" for n in range(45)]})
    assert "accounts that act" not in check_text(tmp_path)
    shown["post_id"] = [f"https://example.org/p/{n}" for n in range(45)]
    write(tmp_path / "posts.csv", {**shown, "author": [f"{9000 + n % 25}" for n in range(45)]})
    assert "none of the 45 posts that are described is among the 45" in check_text(tmp_path).lower()


@pytest.mark.parametrize("zone", ["UTC", "GMT"])
def test_times_with_a_zone_under_an_unknown_name_are_no_words(tmp_path: Path, zone: str) -> None:
    columns = {
        "Benutzer": [f"u{n % 6}" for n in range(20)],
        "Beitrags-ID": [f"p{n % 5}" for n in range(20)],
        "erstellt_am": [f"{time} {zone}" for time in TIMES],
        "Abrufdatum": [f"2031-05-{1 + n % 3:02} 04:28:51 {zone}" for n in range(20)],
    }
    assert {kind for (kind,) in read(write(tmp_path / "export.csv", columns)).acts("kind")} == {"like"}
