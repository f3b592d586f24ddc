"""What a crawler's files leave open is settled by what they say, or else said: cuts, ages, units of times, clocks."""

import itertools
import os
from pathlib import Path

import pytest

from crawler_files import LEGACY, NOON_MS, START, comment, crawl, fixture, note, who
from files_written import Row, as_lines
from likewise.show.face import tables_alone
from likewise.sources import encode
from test_sources_support import events, reading, rows, written


def cut(folder: Path) -> list[dict[str, str]]:
    with reading(folder) as (_, found):
        return [dict(one.values) for one in found.assumptions if one.key == "crawler_cut"]


def test_the_cut_at_ten_comments_is_said_with_its_numbers(tmp_path: Path) -> None:
    crawled = crawl(tmp_path, [(10, "392"), (10, "1.1万"), (10, "10+"), (10, "10"), (9, "9"), (3, "3")])
    assert cut(crawled) == [{"cut": "3", "notes": "6", "said": "11402", "here": "30"}]


@pytest.mark.parametrize(
    "direct",
    [
        [(10, "10"), (10, "10")],
        [(9, "20"), (10, "20"), (11, "20"), (12, "20")],
        [(3, "300"), (25, "300")],
    ],
    ids=["nothing is missing", "no more at ten than beside it", "another limit"],
)
def test_no_cut_is_said_where_none_shows(tmp_path: Path, direct: list[tuple[int, str]]) -> None:
    assert cut(crawl(tmp_path, direct)) == []


@pytest.mark.parametrize(
    ("here", "values"),
    [
        ([10] * 5, {"cut": "5", "notes": "5", "beside": "0"}),
        ([*range(1, 10), *[10] * 9, 11], {"cut": "9", "notes": "19", "beside": "2"}),
        ([10] * 4, None),
        ([*range(1, 20)] * 30, None),
        ([9] * 30 + [10] * 31 + [11] * 29, None),
    ],
    ids=["all at ten", "many at ten", "too few to tell", "no more at ten than elsewhere", "about ten"],
)
def test_comments_alone_show_where_they_were_cut(
    tmp_path: Path, here: list[int], values: dict[str, str] | None
) -> None:
    crawl(tmp_path, [(count, "") for count in here])
    (tmp_path / "xhs/jsonl/search_contents_2026-08-05.jsonl").unlink()
    with reading(tmp_path) as (_, found):
        said = [dict(one.values) for one in found.assumptions if one.key == "crawler_pile"]
    assert said == ([values] if values else [])


def test_nothing_is_piled_up_where_the_notes_say_that_no_comment_is_missing(tmp_path: Path) -> None:
    with reading(crawl(tmp_path, [(10, "10")] * 9)) as (_, found):
        assert not {one.key for one in found.assumptions} & {"crawler_cut", "crawler_pile"}


def argued(folder: Path) -> Path:
    """Two people answer each other twenty times under a third one's note, on which others comment."""
    one = note(1, who("xhs", "third"), "30")
    said = [comment(n, one, who("xhs", ("ann", "ben")[n % 2]), 60 * (n + 1)) for n in range(21)]
    for earlier, later in itertools.pairwise(said):
        later["parent_comment_id"] = earlier["comment_id"]
    said += [comment(100 + n, one, who("xhs", f"reader{n}"), 9000 + n) for n in range(3)]
    written(folder, "search_contents_2026-08-05.jsonl", as_lines([one]))
    written(folder, "search_comments_2026-08-05.jsonl", as_lines(said))
    return folder


def test_two_who_argue_under_a_third_ones_note_do_each_other_no_favour(tmp_path: Path) -> None:
    with reading(argued(tmp_path)) as (engine, _):
        ledger = encode(engine)
        assert (ledger.favour, ledger.posts) == ("comment", 1)
        found = engine.arrow(
            "select a.id as actor, b.id as author from favour join account a on a.code = favour.actor "
            "join account b on b.code = favour.author"
        ).to_pylist()
    third = who("xhs", "third")
    people = ("ann", "ben", "reader0", "reader1", "reader2")
    assert sorted((one["actor"], one["author"]) for one in found) == sorted((who("xhs", p), third) for p in people)


def test_an_argument_makes_no_pair(tmp_path: Path) -> None:
    result = tables_alone(argued(tmp_path))
    assert not len(result.pairs.to_pandas()) and not len(result.groups.to_pandas())
    assert len(result.posts.to_pandas()) == 1


def crawled(folder: Path, name: str, likes: str, at_ms: int | None) -> None:
    row = {**note(1, who("xhs", "lin"), "3"), "liked_count": likes, "last_modify_ts": at_ms}
    written(folder, name, as_lines([{key: value for key, value in row.items() if value is not None}]))


def test_the_note_that_was_crawled_last_counts_whatever_its_file_is_called(tmp_path: Path) -> None:
    crawled(tmp_path, "creator_contents_2026-08-20.jsonl", "999", NOON_MS + 1000)
    crawled(tmp_path, "search_contents_2026-08-01.jsonl", "100", NOON_MS)
    newer = tmp_path / "creator_contents_2026-08-20.jsonl"
    with reading(tmp_path) as (engine, found):
        assert rows(engine, "likes", "source_post") == [(999,)]
        assert rows(engine, "reason, detail", "source_rejected") == [("older post", f"note0001 → {newer}:1")]
        assert "fresher_row" in {one.key for one in found.assumptions}
        assert [file.rows.used for file in found.files] == [1, 0]


def test_where_no_row_says_when_it_was_crawled_the_file_changed_last_counts(tmp_path: Path) -> None:
    crawled(tmp_path, "a_contents.jsonl", "999", None)
    crawled(tmp_path, "b_contents.jsonl", "100", None)
    os.utime(tmp_path / "b_contents.jsonl", (1_700_000_000, 1_700_000_000))
    with reading(tmp_path) as (engine, found):
        assert rows(engine, "likes", "source_post") == [(999,)]
        assert "fresher_file" in {one.key for one in found.assumptions}


def test_seconds_and_milliseconds_are_told_apart_value_by_value(tmp_path: Path) -> None:
    given = fixture("xhs", "comments")
    late = [{**row, "create_time": row["create_time"] // 1000} for row in given[2:]]
    written(tmp_path, "a_comments.jsonl", as_lines(given[:2]))
    written(tmp_path, "b_comments.jsonl", as_lines(late))
    assert events(tmp_path, "time") == [row["create_time"] * 1000 for row in given]


WEIBO_S = 1_763_808_800
"""A number of seconds as the crawler wrote it before it was mended: 8 hours late."""


def weibo(**columns: object) -> Row:
    kept = ("comment_id", "note_id", "content", "sub_comment_count", "parent_comment_id", "nickname")
    given = {key: value for key, value in fixture("weibo", "comments")[0].items() if key in kept}
    return {**given, "create_time": WEIBO_S, **columns}


OF_WEIBO = {"comment_like_count": "0", "creator_hash": "ab" * 8}


@pytest.mark.parametrize(
    ("row", "back_s", "unsure"),
    [
        (weibo(**OF_WEIBO, last_modify_ts=WEIBO_S * 1000), 28_800, False),
        (weibo(**OF_WEIBO, last_modify_ts=NOON_MS), 0, False),
        (weibo(comment_like_count="0", user_id="77"), 28_800, False),
        (weibo(**OF_WEIBO), 0, True),
        (weibo(creator_hash="ab" * 8, last_modify_ts=WEIBO_S * 1000), 28_800, False),
        (weibo(creator_hash="ab" * 8), 0, True),
    ],
    ids=["before", "after", "before the hash", "nobody knows", "of either platform", "of either, nobody knows"],
)
def test_weibos_late_numbers_are_set_back_or_said(tmp_path: Path, row: Row, back_s: int, unsure: bool) -> None:
    with reading(written(tmp_path, "comments.jsonl", as_lines([row]))) as (engine, found):
        assert rows(engine, "time") == [((WEIBO_S - back_s) * 1_000_000,)]
        said = {one.key for one in found.assumptions}
        assert ("weibo_clock_unsure" in said) == unsure and "weibo_clock" in said
        assert ("crawler_platform" in said) == ("comment_like_count" not in row)


def test_weibo_times_before_the_mend_are_set_back_by_eight_hours() -> None:
    posted = 1_763_780_000_000_000
    with reading(LEGACY / "weibo") as (engine, found):
        assert rows(engine, "time", "source_post") == [(posted,)]
        assert rows(engine, "time") == [(posted + 60_000_000,)]
        assert "weibo_clock" in {one.key for one in found.assumptions}


def test_weibo_numbers_crawled_after_the_mend_are_right(tmp_path: Path) -> None:
    bare = [{k: v for k, v in row.items() if k != "create_date_time"} for row in fixture("weibo", "comments")]
    assert events(written(tmp_path, "comments.jsonl", as_lines(bare)), "time")[0] == START + 100_000_000
