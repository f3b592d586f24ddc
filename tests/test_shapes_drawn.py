"""The fuzzer of shapes itself: what it draws is the same each time and true, and its judge can tell."""

import csv
import dataclasses
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from benchmarks.shapes import advice, judge, names, numbers, reader, times
from benchmarks.shapes.archetypes import ALL
from benchmarks.shapes.compare import as_written, differences
from benchmarks.shapes.draws import drawn
from benchmarks.shapes.truth import OneOf, Row, Truth
from hypothesis import given
from hypothesis import strategies as st

COMMON = (
    "like_actor", "liked_post", "like_time", "comment_actor", "commented_post", "comment_text", "comment_time",
    "post_id", "post_creator", "post_time", "likes", "comments", "views",
)  # fmt: skip


def test_the_same_seed_draws_the_same_files(tmp_path: Path) -> None:
    for index in range(len(ALL)):
        one, two = (drawn(5, index, tmp_path / side / str(index)) for side in ("a", "b"))
        if one.case.container not in {"xlsx", "zip", "parquet", "sqlite", "csv.gz", "jsonl.gz"} and one.path.is_file():
            assert one.path.read_bytes() == two.path.read_bytes()
        assert one.case.truth == two.case.truth


def test_every_archetype_says_by_what_rule_a_person_tells_it() -> None:
    assert len(ALL) >= 40
    assert len({one.name for one in ALL}) == len(ALL)
    assert all(len(one.rule) > 20 for one in ALL)


def test_common_meanings_have_ten_names_in_several_languages_each_with_its_origin() -> None:
    for meaning in COMMON:
        by_language = names.known()[meaning]
        assert {"en", "zh", "es", "de"} <= set(by_language)
        assert sum(map(len, by_language.values())) >= 10
    assert all(name.origin for by in names.known().values() for found in by.values() for name in found)


def test_an_archetypes_name_is_what_it_draws(tmp_path: Path) -> None:
    for index, archetype in enumerate(ALL):
        assert drawn(6, index, tmp_path / str(index)).case.archetype == archetype.name


def test_a_written_like_log_holds_the_events_of_its_truth(tmp_path: Path) -> None:
    likes = next(place for place, one in enumerate(ALL) if one.name == "likes_app_table")
    for index in range(likes, 40 * len(ALL), len(ALL)):
        one = drawn(7, index, tmp_path / str(index))
        if one.case.container == "csv":
            text = one.path.read_text(encoding="gb18030" if one.language == "zh" else "utf-8-sig", errors="replace")
            dialect = csv.Sniffer().sniff(text.splitlines()[0], ",;\t")
            assert len(list(csv.reader(text.splitlines(), dialect))) == len(one.case.truth.events) + 1
            return
    pytest.fail("no like log was written as text")


@given(st.integers(0, 10**9), st.sampled_from(sorted(numbers.WRITTEN)))
def test_a_count_says_itself_but_for_rounding(count: int, style: str) -> None:
    _, said = numbers.WRITTEN[style](count)
    assert said == count or (style in {numbers.WAN, numbers.KILO} and abs(said - count) <= 0.06 * count)


@given(st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)), st.sampled_from(sorted(times.STYLES)))
def test_a_moment_is_said_in_utc_and_cut_to_the_styles_grain(moment: datetime, name: str) -> None:
    style = times.STYLES[name]
    _, said = times.column(Random(1), [moment.replace(tzinfo=UTC)], style, None)
    assert said[0] is not None
    assert abs(said[0] - moment.replace(tzinfo=UTC)) < max(style.grain, times.DAY if name == "day" else style.grain)


def test_days_and_months_that_could_be_swapped_are_doubtful() -> None:
    early = [datetime(2026, 5, 3, tzinfo=UTC), datetime(2026, 6, 11, tzinfo=UTC)]
    late = [*early, datetime(2026, 6, 13, tzinfo=UTC)]
    assert times.ambiguous(early, times.STYLES["day_first"], None)
    assert not times.ambiguous(late, times.STYLES["day_first"], None)
    assert not times.ambiguous(early, times.STYLES["iso_naive"], None)


def _like(**other: object) -> Row:
    made = {"actor": "a", "author": None, "post": "p", "kind": "like", "time": datetime(2026, 1, 1, tzinfo=UTC)}
    return made | other


def test_the_comparison_tells_a_wrong_actor_from_a_right_one() -> None:
    truth = Truth(events=[_like(), _like(actor="b")])
    assert not differences(truth, {"events": [_like(actor="b"), _like()]})
    assert {one.column for one in differences(truth, {"events": [_like(), _like(actor="x")]})} == {"actor"}


def test_the_comparison_tells_rows_that_were_mixed_up() -> None:
    truth = Truth(events=[_like(), _like(actor="b", post="q")])
    assert [one.kind for one in differences(truth, {"events": [_like(post="q"), _like(actor="b")]})] == ["rows mixed"]


def test_an_address_stands_for_an_id_where_the_file_has_both() -> None:
    truth = Truth(posts=[{"post": "1"}, {"post": "2"}], demanded=("posts",), post_names=[{"1": "u/1", "2": "u/2"}])
    assert not differences(truth, {"posts": [{"post": "u/1"}, {"post": "u/2"}]})
    assert differences(truth, {"posts": [{"post": "u/1"}, {"post": "2"}]})


def test_either_of_several_texts_is_right_and_zero_is_not_unknown() -> None:
    truth = Truth(posts=[{"post": "1", "text": OneOf(("a", "b")), "likes": None}], demanded=("posts",))
    assert not differences(truth, {"posts": [{"post": "1", "text": "b", "likes": None}]})
    assert [one.column for one in differences(truth, {"posts": [{"post": "1", "text": "a", "likes": 0}]})] == ["likes"]


SAYINGS: dict[str, dict[str, Any] | None] = {
    "Say which is which, such as --map actor=user_id. Then read it.": {"mapping": {"actor": "user_id"}},
    "say which one with --map post=URL (or --map posts.post=URL for this table alone)": {"mapping": {"post": "URL"}},
    "use --map 'time=Post Created' --tz Asia/Shanghai": {
        "mapping": {"time": "Post Created"},
        "timezone": "Asia/Shanghai",
    },
    "请用 --map actor=用户ID。": {"mapping": {"actor": "用户ID"}},
    'say --map "post=note id" --as comments': {"mapping": {"post": "note id"}, "read_as": ("comments",)},
    "the file is empty": None,
}


@pytest.mark.parametrize("message", SAYINGS)
def test_advice_is_taken_word_by_word(message: str) -> None:
    taken = advice.proposal(reader.Outcome(error=ValueError(message)), reader.Options(), Truth())
    said = SAYINGS[message]
    assert taken == (None if said is None else dataclasses.replace(reader.Options(), **said))


def test_who_is_asked_what_the_rows_are_says_what_they_are() -> None:
    error = ValueError("read them as likes with --as likes, or as posts with --as posts")
    taken = advice.proposal(reader.Outcome(error=error), reader.Options(), Truth(demanded=("posts",)))
    assert taken is not None
    assert taken.read_as == ("posts",)


def test_advice_that_was_followed_already_is_no_new_advice() -> None:
    outcome = reader.Outcome(error=ValueError("say --map time=ctime"))
    assert advice.proposal(outcome, reader.Options(mapping={"time": "ctime"}), Truth()) is None


def test_a_refusal_is_right_only_where_nothing_can_be_read(tmp_path: Path) -> None:
    refused = reader.Outcome(error=ValueError("no"))
    for index, archetype in enumerate(ALL):
        case = drawn(8, index, tmp_path / str(index)).case
        verdict, _ = judge.verdict_of(case, tmp_path, reader.Options(), refused)
        assert verdict == ("refused" if case.truth.expected == "read" else "right"), archetype.name


def test_the_page_lists_every_archetype_with_its_rule() -> None:
    page = Path("benchmarks/shapes/README.md").read_text(encoding="utf-8")
    for one in ALL:
        assert f"| {one.name} | {' '.join(one.rule.split())} |" in page, "write it with --rules"


def test_a_zone_that_is_told_may_be_taken_for_times_without_one() -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    read = {"events": [_like(time=noon)]}
    assert as_written(read, "Asia/Shanghai")["events"][0]["time"] == datetime(2026, 1, 1, 20, tzinfo=UTC)
