"""Columns that mislead: flags, empty ones, counts, hashes, screens, recipients, times of the tool, units in headers."""

import json
from pathlib import Path
from typing import Any

import pytest

import likewise
from likewise.errors import LikewiseError, MappingError
from test_unknown_kinds import PEOPLE, POSTS, TIMES, Columns, likes, write
from wild_reading import Found, attempt, check_report, check_text, read, told

EXPECTED = sorted((PEOPLE[n], POSTS[n], "like") for n in range(20))


def posts(**more: list[str]) -> Columns:
    """Twenty posts, each with counts, and further columns."""
    return {
        "id": [f"{7_000_000_000_000_000 + n}" for n in range(20)],
        "username": PEOPLE,
        "created_at": TIMES,
        "caption": [f"a day at the lake {n}" for n in range(20)],
        "likes_count": [str(40 + n) for n in range(20)],
        **more,
    }


@pytest.mark.parametrize("header", ["comments_disabled", "comments.can_post", "video", "photo", "is_comment", "shared"])
@pytest.mark.parametrize("words", [("0", "1"), ("false", "true"), ("não", "sim"), ("False", "False")])
def test_yes_and_no_tell_no_post_and_no_kind(tmp_path: Path, header: str, words: tuple[str, str]) -> None:
    path = write(tmp_path / "export.csv", posts(**{header: [words[n % 5 == 0] for n in range(20)]}))
    found = read(path, timezone="UTC")
    assert len(found.posts) == 20 and not found.events
    assert {row["likes"] for row in found.posts} == {40 + n for n in range(20)}


@pytest.mark.parametrize("header", ["related_post_id", "repost_of", "parent_comment_id", "comment_id", "retweeted_id"])
def test_an_empty_column_tells_no_kind(tmp_path: Path, header: str) -> None:
    path = write(tmp_path / "export.csv", likes(**{header: [""] * 20}))
    assert read(path, timezone="UTC").acts() == EXPECTED


def test_noughts_and_ones_of_what_people_did_are_no_counts(tmp_path: Path) -> None:
    columns = {
        "user_id": PEOPLE,
        "item_id": POSTS,
        **{name: [str(int(n % k == 0)) for n in range(20)] for name, k in (("like", 3), ("share", 4), ("follow", 5))},
        "time": TIMES,
    }
    found = attempt(write(tmp_path / "log.csv", columns))
    assert not isinstance(found, Found) or not found.posts


def test_the_hash_of_a_record_is_no_comment(tmp_path: Path) -> None:
    hashes = [f"bafyreib{n:051d}" for n in range(20)]
    path = write(tmp_path / "export.csv", likes(cid=hashes, subject_cid=[f"bafyreia{n % 6:051d}" for n in range(20)]))
    assert read(path, timezone="UTC").acts() == EXPECTED


@pytest.mark.parametrize("header", ["Engaged Users", "Lifetime Engaged Users", "Unique viewers", "People reached"])
def test_how_many_people_is_no_person(tmp_path: Path, header: str) -> None:
    columns = posts(**{header: [str(300 + 7 * n) for n in range(20)]})
    del columns["username"]
    assert {row["author"] for row in read(write(tmp_path / "export.csv", columns), timezone="UTC").posts} == {None}


def test_the_page_that_lists_posts_is_none_of_them(tmp_path: Path) -> None:
    columns = posts(页面网址=["https://www.example.com/search?q=coffee"] * 20)
    columns["标题链接"] = [f"https://www.example.com/item/{n}" for n in range(20)]
    del columns["id"]
    found = read(write(tmp_path / "搜索.csv", columns), timezone="UTC")
    assert sorted(row["post"] for row in found.posts) == sorted(columns["标题链接"])


@pytest.mark.parametrize("person", ["userId", "user_id"])
def test_whoever_is_notified_has_not_acted(tmp_path: Path, person: str) -> None:
    columns = {
        "id": [f"n{n}" for n in range(20)],
        person: [f"a{n % 6}" for n in range(20)],
        "creatorId": PEOPLE,
        "type": ["LIKE"] * 20,
        "postId": POSTS,
        "createdAt": TIMES,
    }
    with pytest.raises(MappingError):
        likewise.read(write(tmp_path / "Notification.csv", columns))
    acted = {"actor_id": PEOPLE, **{name: cells for name, cells in columns.items() if name != "creatorId"}}
    found = read(write(tmp_path / "notifications.csv", acted), timezone="UTC")
    assert found.acts() == EXPECTED


@pytest.mark.parametrize("header", ["timestamp", "time", "date"])
def test_a_time_that_all_rows_on_a_post_share_is_not_when_they_were_liked(tmp_path: Path, header: str) -> None:
    fetched = [f"2031-05-01T10:00:{n % 6:02d}.123Z" for n in range(20)]
    path = write(tmp_path / "likers.csv", {"username": PEOPLE, "postUrl": POSTS, header: fetched})
    with pytest.raises(MappingError, match="time"):
        likewise.read(path)


def test_acts_of_one_moment_on_few_posts_keep_their_times(tmp_path: Path) -> None:
    columns = likes(created_at=[f"2031-04-{n // 2 + 1:02d} 10:00:00" for n in range(20)])
    columns["post_id"] = [f"p{n // 2}" for n in range(20)]
    assert len(read(write(tmp_path / "likes.csv", columns), timezone="UTC").events) == 20


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("阅读量(w)", 10_000),
        ("阅读量（万）", 10_000),
        ("播放量（单位：万）", 10_000),
        ("Views (K)", 1_000),
        ("Views (in thousands)", 1_000),
        ("Aufrufe (Mio.)", 1_000_000),
        ("Views", 1),
    ],
)
def test_a_unit_in_the_header_counts(tmp_path: Path, header: str, factor: int) -> None:
    columns = posts(**{header: [f"{n + 1}.5" if factor > 1 else str(n + 1) for n in range(20)]})
    path = write(tmp_path / "export.csv", columns)
    expected = [round((n + (1.5 if factor > 1 else 1)) * factor) for n in range(20)]
    assert sorted(row["views"] for row in read(path, timezone="UTC").posts) == expected
    assert (f"count {factor:,} each" in check_text(path)) is (factor > 1)


def test_a_unit_in_the_cell_counts_once(tmp_path: Path) -> None:
    columns = posts(**{"阅读量（万）": ["3.2万", *["2"] * 19]})
    found = read(write(tmp_path / "export.csv", columns), timezone="UTC")
    assert {row["views"] for row in found.posts} == {32_000, 20_000}


def test_the_time_of_the_world_goes_before_that_of_a_place(tmp_path: Path) -> None:
    local = [one.replace(" 10:", " 18:") for one in TIMES]
    path = write(tmp_path / "export.csv", {**posts(), "created_at": local, "created_at_gmt": TIMES})
    assert {row["time"].hour for row in read(path, timezone="UTC").posts} == {10}


@pytest.mark.parametrize("own", ["topic_id", "thread_id"])
def test_a_topic_with_posts_of_several_authors_is_no_post(tmp_path: Path, own: str) -> None:
    columns = {
        "liked_by": PEOPLE,
        own: [f"{n % 3}" for n in range(20)],
        "post_number": [str(n % 5 + 1) for n in range(20)],
        "post_author": [f"a{n % 3}{n % 5}" for n in range(20)],
        "liked_at": TIMES,
    }
    found = attempt(write(tmp_path / "likes.csv", columns), timezone="UTC")
    assert not isinstance(found, Found) or {row["post"] for row in found.events} == {None}


@pytest.mark.parametrize(
    "columns",
    [
        {
            "Message-ID": "m{n}",
            "From": "a{n}@x.example",
            "To": "b@x.example",
            "Subject": "Re: plans {n}",
            "Date": "{t}",
        },
        {"order_id": "{n}", "customer_id": "c{n}", "product": "tea", "quantity": "2", "price": "9.5", "date": "{t}"},
    ],
)
def test_mails_and_orders_are_no_posts(tmp_path: Path, columns: dict[str, str]) -> None:
    cells = {name: [cell.format(n=n, t=TIMES[n]) for n in range(20)] for name, cell in columns.items()}
    with pytest.raises(LikewiseError):
        likewise.read(write(tmp_path / "items.csv", cells))


@pytest.mark.parametrize("seconds", ["play_duration", "dwell_s", "watch_time_seconds"])
def test_who_watched_how_long_has_viewed(tmp_path: Path, seconds: str) -> None:
    columns = likes(**{seconds: [str(5 + n) for n in range(20)], "watch_ratio": [f"0.{n + 10}" for n in range(20)]})
    found = read(write(tmp_path / "matrix.csv", columns), timezone="UTC")
    assert {row["kind"] for row in found.events} == {"view"}


def test_statuses_that_hold_the_one_they_repeat_are_reposts(tmp_path: Path) -> None:
    def status(n: int, **more: Any) -> dict[str, Any]:
        return {
            "id": f"11{n:014d}",
            "created_at": TIMES[n].replace(" ", "T") + "Z",
            "uri": f"https://x.example/{n}",
            "content": f"<p>a day at the lake {n}</p>",
            "favourites_count": n,
            "reblogs_count": 0,
            "account": {"id": PEOPLE[n], "acct": f"name{PEOPLE[n]}"},
            "reblog": None,
            **more,
        }

    rows = [status(n) for n in range(12)]
    rows += [status(n, reblog=status(n - 12), content="", favourites_count=0) for n in range(12, 20)]
    (tmp_path / "statuses.json").write_text(json.dumps(rows), encoding="utf-8")
    found = read(tmp_path / "statuses.json")
    assert sorted(row["post"] for row in found.posts) == [f"11{n:014d}" for n in range(12)]
    assert found.acts() == sorted((PEOPLE[n], f"11{n - 12:014d}", "repost") for n in range(12, 20))


def test_two_columns_that_could_be_it_are_both_named_and_none_is_chosen(tmp_path: Path) -> None:
    columns = likes(member_code=[f"m{n % 4}" for n in range(20)])
    columns["viewer_id"] = [f"v{n % 3}" for n in range(20)]
    del columns["user_id"]
    columns["guest_id"] = [f"g{n % 7}" for n in range(20)]
    error = attempt(write(tmp_path / "data.csv", columns), timezone="UTC")
    if not isinstance(error, Found):
        assert "--map actor=guest_id" not in str(error)


def test_check_tells_how_a_report_would_end(tmp_path: Path) -> None:
    columns = likes()
    columns["created_at"] = [*TIMES[:5], *["some day"] * 15]
    path = write(tmp_path / "likes.csv", columns)
    said = check_text(path)
    assert "5 used, 15 set aside" in said
    assert "A report on this data would end with an error" in said and "15 of 20 rows can't be used" in said
    assert "would end" not in told("check", path, "--partial")
    assert check_report(path).to_dict()["refusal"]


def test_a_dump_of_several_tables_in_one_list_is_refused(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = []
    for n in range(20):
        rows.append({"model": "auth.user", "pk": n, "fields": {"username": f"u{n}", "date_joined": TIMES[n]}})
        rows.append({"model": "feed.like", "pk": n, "fields": {"user": n % 5, "post": n % 6, "created_at": TIMES[n]}})
    (tmp_path / "dump.json").write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(MappingError, match="several tables") as error:
        likewise.read(tmp_path / "dump.json")
    assert "`auth.user`" in str(error.value)


@pytest.mark.parametrize("around", [("notes",), ("data", "items"), ("data", "notes")])
def test_comments_inside_of_posts_are_comments_whatever_is_around_them(tmp_path: Path, around: tuple[str, ...]) -> None:
    rows: Any = [
        {
            "id": f"n{n}",
            "author": {"id": f"a{n % 3}"},
            "created_at": TIMES[n].replace(" ", "T") + "Z",
            "title": f"a day at the lake {n}",
            "like_count": n,
            "comments": [
                {
                    "id": f"c{n}{k}",
                    "user": {"id": f"r{k}"},
                    "text": f"so good {n} {k}",
                    "created_at": f"2031-05-{n + 1:02d}T1{k}:00:00Z",
                }
                for k in range(2)
            ],
        }
        for n in range(12)
    ]
    for name in reversed(around):
        rows = {name: rows}
    (tmp_path / "page.json").write_text(json.dumps(rows), encoding="utf-8")
    found = read(tmp_path / "page.json")
    assert sorted(row["post"] for row in found.posts) == sorted(f"n{n}" for n in range(12))
    assert found.acts() == sorted((f"r{k}", f"n{n}", "comment") for n in range(12) for k in range(2))


@pytest.mark.parametrize("sign", ["anonymous", "Anonymous", "Deleted user", "<deleted>"])
def test_nobody_has_many_names(tmp_path: Path, sign: str) -> None:
    people = [sign if n < 4 else one for n, one in enumerate(PEOPLE)]
    columns = {**likes(), "user_id": people}
    found = read(write(tmp_path / "likes.csv", columns), timezone="UTC")
    assert len(found.events) == 16 and {row["reason"] for row in found.rejected} == {"id stands for nobody"}
