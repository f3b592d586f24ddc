"""What a cell says: nobody is not somebody, and a cell that can't be read costs nothing but itself."""

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wild_reading import check_text, read, told
from wild_tables import START, Columns, acts, clocked, drawn, write

# Signs for nobody

NOBODY = [
    "NA",
    "N/A",
    "n/a",
    "None",
    "nan",
    "NaN",
    "NULL",
    "null",
    "undefined",
    "#N/A",
    "<NA>",
    "[deleted]",
    "[removed]",
    "匿名",
    "匿名用户",
    "账号已注销",
    "已注销",
]
LOOK_ALIKES = ["Nana", "NA_official", "none_of_you", "Null Island", "deleted_scenes", "匿名的猫", "undefined.jpg"]
"""Names of people that hold such a sign and are none."""

LIKED = acts(16, seed=21)


def liked(**cells: list[Any]) -> Columns:
    """A like log with authors, some of its columns changed."""
    people = [act.person for act in LIKED]
    things = [act.thing for act in LIKED]
    usual = {"actor": people, "post": things, "author": [f"owner of {thing}" for thing in things]}
    return {**usual, "time": clocked(LIKED), **cells}


def with_sign(column: str, sign: str | None, *places: int) -> Columns:
    """The like log in which some cells of a column hold a sign."""
    cells = list(liked()[column])
    for place in places:
        cells[place] = sign
    return liked(**{column: cells})


@pytest.mark.parametrize("sign", NOBODY)
def test_a_sign_for_nobody_is_no_person_and_no_post(tmp_path: Path, sign: str) -> None:
    found = read(write(tmp_path / "log.csv", with_sign("actor", sign, 2, 5, 11)))
    assert {row["line"] for row in found.rejected} == {4, 7, 13}
    holds_likes_of(found.acts(), [act for n, act in enumerate(LIKED) if n not in {2, 5, 11}])
    found = read(write(tmp_path / "log.csv", with_sign("post", sign, 3, 4)))
    assert {row["line"] for row in found.rejected} == {5, 6}
    assert sign not in {event["post"] for event in found.events}


def holds_likes_of(found: list[tuple[Any, ...]], made: list[Any]) -> None:
    assert found == sorted(((act.person, act.thing, "like") for act in made), key=lambda row: list(map(str, row)))


@drawn(20)
@given(
    signs=st.dictionaries(st.integers(0, 15), st.sampled_from(NOBODY), min_size=1, max_size=6),
    ending=st.sampled_from(["csv", "jsonl", "json"]),
)
def test_a_post_whose_author_is_nobody_has_none(signs: dict[int, str], ending: str) -> None:
    authors = [signs.get(n, f"author {n % 3}") for n in range(16)]
    columns: Columns = {"post": [f"p{n}" for n in range(16)], "author": authors, "likes": list(range(16))}
    with tempfile.TemporaryDirectory() as folder:
        found = read(write(Path(folder) / f"posts.{ending}", columns))
    expected = {f"p{n}": None if n in signs else f"author {n % 3}" for n in range(16)}
    assert {post["post"]: post["author"] for post in found.posts} == expected
    assert found.rejected == []


@pytest.mark.parametrize("sign", ["NA", "[deleted]", "账号已注销"])
def test_what_was_taken_for_nobody_is_told_with_its_count(tmp_path: Path, sign: str) -> None:
    said = check_text(write(tmp_path / "log.csv", with_sign("actor", sign, 2, 5, 11)))
    assert any(sign in line and re.search(r"\b3\b", line) for line in said.splitlines()), said


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_a_name_that_holds_such_a_sign_is_a_person(tmp_path: Path, name: str) -> None:
    columns = with_sign("actor", name, 2)
    found = read(write(tmp_path / "log.csv", columns))
    assert found.rejected == []
    assert name in {event["actor"] for event in found.events}


@pytest.mark.parametrize("name", ["Null", "NA", "None"])
def test_the_person_who_is_really_called_so_can_be_kept(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "log.csv", with_sign("actor", name, 2))
    assert len(read(path).events) == 15
    kept = read(path, keep_ids=(name,))
    assert len(kept.events) == 16 and name in {event["actor"] for event in kept.events}
    assert "16 used" in told("check", path, "--keep-id", name)


# One bad cell

POSTS: Columns = {
    "post": [f"p{n}" for n in range(8)],
    "author": ["ann", "bob"] * 4,
    "time": clocked(acts(8, seed=1)),
    "duration_s": [10 + n for n in range(8)],
    "views": [1000 + n for n in range(8)],
    "completion_rate": [0.25 + n / 100 for n in range(8)],
    "likes": [100 + n for n in range(8)],
    "saves": [7] * 8,
}
BAD = [
    ("likes", "hidden"),
    ("likes", "-1"),
    ("views", "#REF!"),
    ("views", "很多"),
    ("saves", "–"),
    ("duration_s", "long"),
    ("duration_s", "PT"),
    ("completion_rate", "high"),
    ("completion_rate", "340"),
    ("time", "the other day"),
]


@pytest.mark.parametrize(("column", "cell"), BAD)
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_a_cell_that_can_not_be_read_is_left_empty(tmp_path: Path, column: str, cell: str, ending: str) -> None:
    cells = list(POSTS[column])
    cells[5] = cell
    path = write(tmp_path / f"some.{ending}", {**POSTS, column: cells})
    found = {post["post"]: post for post in read(path).posts}
    whole = {post["post"]: post for post in read(write(tmp_path / f"whole.{ending}", POSTS)).posts}
    without = {"file", "line"}
    for post, row in whole.items():
        expected = {**row, column: None} if post == "p5" else row
        assert {name: value for name, value in found[post].items() if name not in without} == {
            name: value for name, value in expected.items() if name not in without
        }


@pytest.mark.parametrize(("column", "cell"), [pair for pair in BAD if pair[1] != "–"])
def test_what_a_bad_cell_cost_is_counted_and_told(tmp_path: Path, column: str, cell: str) -> None:
    cells = list(POSTS[column])
    cells[2] = cells[5] = cell
    path = write(tmp_path / "some.csv", {**POSTS, column: cells})
    said = check_text(path)
    assert "8 used, 0 set aside" in said
    lines = [line for line in said.splitlines() if column in line and "→" not in line]
    assert any(re.search(r"\b2\b", line) for line in lines), said


@pytest.mark.parametrize(("column", "cell"), [("followers", "private"), ("followers", "-1"), ("created", "long ago")])
def test_an_account_with_a_bad_cell_is_an_account(tmp_path: Path, column: str, cell: str) -> None:
    columns: dict[str, list[Any]] = {
        "account": ["ann", "bob", "cleo"],
        "followers": [30, 40, 50],
        "created": ["2020-01-01", "2021-01-01", "2022-01-01"],
    }
    columns[column][1] = cell
    found = read(write(tmp_path / "accounts.csv", columns))
    assert [
        (one["account"], one[column] is None) for one in sorted(found.accounts, key=lambda row: row["account"])
    ] == [
        ("ann", False),
        ("bob", True),
        ("cleo", False),
    ]


@pytest.mark.parametrize(("column", "cell"), [("dwell_s", "a while"), ("completion", "2.5"), ("dwell_s", "-3")])
def test_an_act_with_a_bad_measure_is_an_act(tmp_path: Path, column: str, cell: str) -> None:
    measured: list[Any] = [0.5] * 16
    measured[4] = cell
    found = read(write(tmp_path / "events.csv", liked(**{column: measured})))
    assert len(found.events) == 16
    assert [event[column] for event in found.events].count(None) == 1


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("PT1M3S", 63.0),
        ("PT2H", 7200.0),
        ("P1DT1S", 86401.0),
        ("PT0.5S", 0.5),
        ("01:03", 63.0),
        ("12:34", 754.0),
        ("1:02:03", 3723.0),
        ("00:00:45", 45.0),
    ],
)
def test_a_duration_is_read_as_it_is_written(tmp_path: Path, written: str, seconds: float) -> None:
    cells = [written, *(["PT20S", "PT1M"] if written.startswith("P") else ["00:20", "01:00"])]
    columns: Columns = {"post": ["a", "b", "c"], "author": ["x"] * 3, "duration": cells, "likes": [3, 4, 5]}
    found = read(write(tmp_path / "films.csv", columns))
    assert found.of_posts("post", "duration_s") == [("a", seconds), ("b", 20.0), ("c", 60.0)]


# Twins of which one is empty

TWINS = [
    ("text", "title", "caption"),
    ("text", "content", "description"),
    ("likes", "likes", "like_count"),
    ("comments", "comments", "comment_count"),
    ("views", "play_count", "views"),
    ("saves", "saves", "collect_count"),
    ("author", "author", "username"),
    ("time", "time", "created_at"),
]
EMPTY: list[str | None] = ["", "NA", None, "null"]


@pytest.mark.parametrize(("column", "first", "second"), TWINS)
@pytest.mark.parametrize("empty", EMPTY)
def test_an_empty_twin_gives_way(tmp_path: Path, column: str, first: str, second: str, empty: str | None) -> None:
    full = {**POSTS, "text": [f"about {n}" for n in range(8)], "comments": list(range(8))}
    rest = {name: cells for name, cells in full.items() if name not in {column, first, second}}
    for hollow in (first, second):
        pair = {name: [empty] * 8 if name == hollow else full[column] for name in (first, second)}
        path = write(tmp_path / ("some.jsonl" if empty is None else "some.csv"), {**rest, **pair})
        cells = {post["post"]: post[column] for post in read(path).posts}
        if column == "time":
            assert all(moment >= START for moment in cells.values()) and len(cells) == 8
        else:
            assert cells == dict(zip(full["post"], full[column], strict=True))


def test_check_names_the_twin_that_was_read(tmp_path: Path) -> None:
    columns = {**POSTS, "title": [""] * 8, "caption": [f"about {n}" for n in range(8)]}
    said = check_text(write(tmp_path / "some.csv", columns))
    assert re.search(r"caption +→ text", said) and not re.search(r"title +→ text", said), said
