"""Lists inside of JSON: every list of objects is found and is a table of its own, or is said to be left aside."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from likewise.engine import DuckDBEngine, open_duckdb
from likewise.errors import InputError
from likewise.sources.doors import open_place
from likewise.sources.locate import Place
from likewise.sources.opened import Documents, Opened, Unread
from likewise.sources.sampled import sample
from test_sources_support import written

Row = dict[str, str | None]

CARRIED = ("envelope.", "parent.", "reply_to.", "post.", "comment.", "account.")


@contextmanager
def opening(path: Path) -> Iterator[tuple[DuckDBEngine, list[Opened]]]:
    with open_duckdb(memory="500MB", threads=1) as engine:
        yield engine, open_place(engine, Place(str(path), path=path), "0", ())


def tables(path: Path) -> dict[str, list[Row]]:
    """The rows of each table of a file, without fields that a row lacks, by what stands behind the file's name."""
    with opening(path) as (engine, found):
        return {
            one.shown.removeprefix(str(path)).removeprefix(":"): [
                {name: value for name, value in row.items() if value is not None}
                for row in sample(engine, one).to_pylist()
            ]
            for one in found
            if not isinstance(one, Unread)
        }


def lines(path: Path) -> dict[str, list[int]]:
    """The line of each row, in the order of the sample."""
    with opening(path) as (engine, found):
        return {
            one.shown.removeprefix(str(path)).removeprefix(":"): [
                line
                for (line,) in engine.connection.execute(
                    f"select line from {one.staged} order by line, rowid"
                ).fetchall()
            ]
            for one in found
            if isinstance(one, Documents)
        }


def left(path: Path) -> dict[str, str]:
    """What was left aside of a file, with why."""
    with opening(path) as (_, found):
        return {
            one.shown.removeprefix(str(path)).removeprefix(":"): str(one.because)
            for one in found
            if isinstance(one, Unread)
        }


def notes(path: Path) -> list[str]:
    with opening(path) as (_, found):
        return [note.key for one in found for note in one.assumptions]


def document(folder: Path, data: object, name: str = "data.json") -> Path:
    return written(folder, name, json.dumps(data, ensure_ascii=False))


def json_lines(folder: Path, *data: object) -> Path:
    return written(folder, "data.jsonl", "\n".join(json.dumps(one, ensure_ascii=False) for one in data))


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught, opening(path):
        pass
    assert str(path) in str(caught.value)
    return str(caught.value)


LIKES = [{"user": "ann", "time": "2024-01-01"}, {"user": "bob", "time": "2024-01-02"}]


# Envelopes


def test_a_list_inside_an_object_is_a_table_with_what_says_whose_it_is(tmp_path: Path) -> None:
    found = tables(document(tmp_path, {"uri": "at://x/1", "cursor": "abc", "likes": LIKES}))
    assert found == {"likes": [{**like, "envelope.uri": "at://x/1"} for like in LIKES]}


def test_counts_of_what_stands_around_a_list_are_not_its_rows(tmp_path: Path) -> None:
    assert tables(document(tmp_path, {"topic": "x", "like_count": 9, "rows": LIKES})) == {
        "rows": [{**like, "envelope.topic": "x"} for like in LIKES]
    }
    topic = {"id": 1, "title": "t", "views": 5, "like_count": 9, "posts": LIKES}
    assert tables(document(tmp_path, topic))["posts"] == [
        {**like, "parent.id": "1", "parent.title": "t"} for like in LIKES
    ]


def test_several_lists_are_several_tables_that_need_not_all_be_known(tmp_path: Path) -> None:
    path = document(tmp_path, {"data": {"posts": [{"id": 1, "text": "a"}]}, "includes": {"users": [{"id": 2}]}})
    assert tables(path) == {"data.posts": [{"id": "1", "text": "a"}], "includes.users": [{"id": "2"}]}
    with opening(path) as (_, found):
        assert all(one.maybe for one in found)


def test_the_only_list_must_be_known(tmp_path: Path) -> None:
    with opening(document(tmp_path, {"likes": LIKES})) as (_, found):
        assert [one.maybe for one in found] == [False]


@pytest.mark.parametrize(
    "data",
    [
        [LIKES[:1], LIKES[1:]],
        [[LIKES[:1]], [LIKES[1:]]],
        [LIKES[:1], LIKES[1:], []],
    ],
)
def test_pages_give_way_to_their_rows(tmp_path: Path, data: object) -> None:
    path = document(tmp_path, data)
    assert tables(path) == {"": LIKES}
    assert lines(path) == {"": [1, 2]}


def test_pages_written_one_after_the_other_are_read(tmp_path: Path) -> None:
    assert tables(written(tmp_path, "pages.json", json.dumps(LIKES[:1]) + json.dumps(LIKES[1:]))) == {"": LIKES}
    spread = json.dumps(LIKES[:1], indent=1) + "\n" + json.dumps(LIKES[1:], indent=1)
    assert tables(written(tmp_path, "spread.json", spread)) == {"": LIKES}


def test_pages_that_are_objects_are_one_table(tmp_path: Path) -> None:
    pages = [{"items": LIKES[:1], "page": 1, "cursor": "a"}, {"items": LIKES[1:], "page": 2}]
    for path in (document(tmp_path, pages), json_lines(tmp_path, *pages)):
        assert tables(path) == {"items": LIKES}
        assert lines(path) == {"items": [1, 2]}


def test_a_line_of_pages_that_is_no_json_is_still_told(tmp_path: Path) -> None:
    path = written(tmp_path, "pages.jsonl", json.dumps({"items": LIKES[:1]}) + "\nnot json\n")
    with opening(path) as (engine, found):
        (one,) = found
        assert isinstance(one, Documents)
        assert (2, "not json") in engine.connection.execute(f"select line, text from {one.staged}").fetchall()


def test_objects_that_wrap_another_give_way_to_it(tmp_path: Path) -> None:
    assert tables(document(tmp_path, [{"like": like} for like in LIKES])) == {"": LIKES}
    edges = {"data": {"post": {"edges": [{"cursor": "x", "node": like} for like in LIKES]}}}
    assert tables(document(tmp_path, edges)) == {"data.post.edges": LIKES}


def test_wrapped_objects_of_several_kinds_are_several_tables(tmp_path: Path) -> None:
    post = {"title": "t", "ups": 3}
    wrapped = [{"kind": "t3", "data": post}, *({"kind": "t1", "data": like} for like in LIKES)]
    found = tables(document(tmp_path, {"kind": "Listing", "data": {"after": None, "children": wrapped}}))
    assert found == {
        "data.children.t1": [{**like, "envelope.kind": "t1"} for like in LIKES],
        "data.children.t3": [{"title": "t", "ups": "3", "envelope.kind": "t3"}],
    }


def test_a_map_is_a_list_whose_rows_have_their_keys(tmp_path: Path) -> None:
    wanted = [{**like, "envelope.key": f"-N{i}"} for i, like in enumerate(LIKES)]
    rows = {f"-N{i}": like for i, like in enumerate(LIKES)}
    assert tables(document(tmp_path, {"likes": rows})) == {"likes": wanted}
    assert tables(document(tmp_path, rows)) == {"": wanted}
    by_post = {"p1": LIKES, "p2": LIKES[:1]}
    assert [row["envelope.key"] for row in tables(document(tmp_path, by_post))[""]] == ["p1", "p1", "p2"]


def test_lists_of_one_kind_under_names_that_say_nothing_are_one_with_their_names(tmp_path: Path) -> None:
    rows = [{"post": f"p{i}", "time": "2024-01-01"} for i in range(3)]
    found = tables(document(tmp_path, {"taken": "today", "ann": rows[:1], "bob": rows[1:]}))
    whose = zip(rows, ("ann", "bob", "bob"), strict=True)
    assert found == {"": [{**row, "envelope.key": who, "envelope.taken": "today"} for row, who in whose]}
    assert set(tables(document(tmp_path, {"likes": rows, "comments": rows}))) == {"likes", "comments"}


def test_a_post_in_a_card_of_a_feed_is_the_row(tmp_path: Path) -> None:
    cards = [{"card_type": 9, "itemid": f"i{i}", "scheme": "x", "mblog": {"id": i, "text": "t"}} for i in range(2)]
    (found,) = tables(document(tmp_path, {"ok": 1, "data": {"cards": cards}})).values()
    assert found == [{"id": "0", "text": "t"}, {"id": "1", "text": "t"}]
    notes = [{"id": f"n{i}", "model_type": "note", "note_card": {"display_title": "t"}} for i in range(2)]
    (found,) = tables(document(tmp_path, {"data": {"items": notes}})).values()
    assert [row["envelope.id"] for row in found] == ["n0", "n1"]


def test_a_list_that_is_a_table_of_its_own_is_no_column_of_its_rows(tmp_path: Path) -> None:
    with opening(json_lines(tmp_path, *({"id": i, "text": "t", "comments": LIKES} for i in range(2)))) as (_, found):
        assert ["comments" in one.names for one in found] == [False, False]
        assert "comments" in found[0].own_names


def test_the_pictures_of_a_post_are_no_posts(tmp_path: Path) -> None:
    post = {"id": 1, "text": "t", "childPosts": [{"id": 2, "timestamp": "2024-01-01"}]}
    (found,) = tables(json_lines(tmp_path, post, {**post, "id": 3})).values()
    assert found == [{"id": "1", "text": "t"}, {"id": "3", "text": "t"}]


def test_an_archives_script_says_which_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, "x.js", "window.YTD.follower.part0 = " + json.dumps([{"follower": {"accountId": "7"}}]))
    assert tables(path) == {"": [{"accountId": "7", "envelope.name": "follower"}]}


def test_an_empty_list_is_said_to_be_empty(tmp_path: Path) -> None:
    message = refused(document(tmp_path, {"uri": "at://x/1", "likes": []}))
    assert ":likes" in message and "empty" in message


def test_what_is_no_object_in_a_list_stays_a_row_to_be_set_aside(tmp_path: Path) -> None:
    path = document(tmp_path, {"likes": [*LIKES, None, "gone"]})
    assert lines(path) == {"likes": [1, 2, 3, 4]}
    assert tables(path) == {"likes": LIKES}


def test_json_without_an_object_is_refused(tmp_path: Path) -> None:
    assert "no object" in refused(document(tmp_path, ["a", "b"]))


# Lists inside of rows


def test_a_list_inside_each_row_is_a_table_beside_it_with_its_rows_ids(tmp_path: Path) -> None:
    posts = [{"id": f"p{i}", "text": "t", "likes": LIKES[: i + 1]} for i in range(2)]
    path = json_lines(tmp_path, *posts)
    found = tables(path)
    assert [(row["id"], row["text"]) for row in found[""]] == [("p0", "t"), ("p1", "t")]
    assert found["likes"] == [
        {**LIKES[0], "post.id": "p0"},
        {**LIKES[0], "post.id": "p1"},
        {**LIKES[1], "post.id": "p1"},
    ]
    assert lines(path) == {"": [1, 2], "likes": [1, 2, 2]}


@pytest.mark.parametrize(
    ("name", "more", "prefix"),
    [
        ("reactions", {}, "post."),
        ("edge_liked_by", {}, "post."),
        ("点赞列表", {}, "post."),
        ("likes", {"comment_id": 1}, "comment."),
        ("posts", {}, "parent."),
        ("followers", {}, "account."),
        ("users", {}, "parent."),
        ("replies", {}, "parent."),
    ],
)
def test_what_a_list_is_called_says_what_its_row_is(
    tmp_path: Path, name: str, more: dict[str, object], prefix: str
) -> None:
    rows = [{"id": i, "text": "t", name: LIKES, **more} for i in range(2)]
    assert {f"{prefix}id"} == {field for row in tables(json_lines(tmp_path, *rows))[name] for field in row} & {
        f"{one}id" for one in CARRIED
    }


def test_whose_a_post_is_does_not_stand_beside_who_comments_on_it(tmp_path: Path) -> None:
    post = {"id": "p", "ownerId": 7, "user": {"id": 8}, "作者昵称": "n", "url": "u", "comments": LIKES}
    found = tables(json_lines(tmp_path, post, post))["comments"]
    assert found[0] == {**LIKES[0], "post.id": "p", "post.url": "u"}


def test_one_post_with_its_comments_is_two_tables(tmp_path: Path) -> None:
    comment = {"who": "ann", "said": "hi", "at": "2024-01-01"}
    found = tables(document(tmp_path, {"id": "p1", "title": "t", "views": 3, "comments": [comment]}))
    assert [(row["id"], row["views"]) for row in found[""]] == [("p1", "3")]
    assert found["comments"] == [{**comment, "post.id": "p1", "post.title": "t"}]


def test_lists_of_pictures_and_tags_are_left_aside_and_named(tmp_path: Path) -> None:
    post = {"id": 1, "text": "t", "media": [{"url": "u"}], "entities": {"hashtags": [{"text": "x"}]}, "ids": [1, 2]}
    path = json_lines(tmp_path, post, {**post, "id": 2})
    assert list(tables(path)) == [""]
    assert notes(path) == ["lists_left"]


def test_a_list_under_any_name_is_a_table_where_its_rows_have_a_time(tmp_path: Path) -> None:
    rows = [{"id": i, "text": "t", "zzz": [{"wer": "ann", "wann": "2024-01-01T10:00:00"}]} for i in range(2)]
    assert tables(json_lines(tmp_path, *rows))["zzz"][0] == {
        "wer": "ann",
        "wann": "2024-01-01T10:00:00",
        "parent.id": "0",
    }


def test_no_row_is_taken_for_an_envelope_where_another_has_no_list(tmp_path: Path) -> None:
    found = tables(json_lines(tmp_path, {"user": "ann"}, {"user": "bob", "likes": LIKES}))
    assert [row["user"] for row in found[""]] == ["ann", "bob"]


# Replies


def comment(number: int, *replies: Any, **more: object) -> dict[str, Any]:
    return {"id": number, "user": f"u{number}", "text": "hi", "replies": list(replies), **more}


def test_replies_at_any_depth_are_rows_of_the_comments_table(tmp_path: Path) -> None:
    data = [comment(1, comment(2, comment(3)), comment(4), post_id="p1"), comment(5, post_id="p2")]
    path = json_lines(tmp_path, *data)
    (found,) = tables(path).values()
    assert {(row["id"], row.get("reply_to.id"), row["post_id"]) for row in found} == {
        ("1", None, "p1"),
        ("2", "1", "p1"),
        ("3", "2", "p1"),
        ("4", "1", "p1"),
        ("5", None, "p2"),
    }
    assert lines(path) == {"": [1, 1, 1, 1, 2]}


def test_replies_in_listings_of_their_own_are_found(tmp_path: Path) -> None:
    def listing(*comments: dict[str, Any]) -> dict[str, Any]:
        return {"kind": "Listing", "data": {"after": None, "children": [{"kind": "t1", "data": c} for c in comments]}}

    def said(number: int, replies: object) -> dict[str, Any]:
        return {"name": f"t1_{number}", "author": "ann", "body": "b", "replies": replies}

    path = document(tmp_path, listing(said(1, listing(said(2, ""), said(3, listing(said(4, "")))))))
    (found,) = tables(path).values()
    assert sorted(str(row["name"]) for row in found) == [f"t1_{i}" for i in range(1, 5)]


def test_comments_inside_of_posts_are_no_replies(tmp_path: Path) -> None:
    row = {"id": 1, "user": "ann", "text": "hi", "time": "2024-01-01"}
    path = json_lines(tmp_path, {**row, "comments": [{**row, "id": 2}]}, {**row, "id": 3, "comments": []})
    assert {name: len(rows) for name, rows in tables(path).items()} == {"": 2, "comments": 1}


# Fields inside of objects


def test_single_values_inside_of_objects_are_columns(tmp_path: Path) -> None:
    row = {"id": 1, "user": {"id": "u", "profile": {"url": "http://x"}, "tags": ["a"]}, "n": None}
    with opening(json_lines(tmp_path, row)) as (_, (one,)):
        assert set(one.names) == {"id", "user", "n", "user.id", "user.profile.url"}
        assert set(one.own_names) == {"id", "user", "n"}


def test_a_name_that_really_has_a_dot_comes_before_a_path(tmp_path: Path) -> None:
    (row,) = tables(json_lines(tmp_path, {"user.id": "real", "user": {"id": "inside"}}))[""]
    assert (row["user.id"], row["own.user.id"]) == ("real", "inside")


def test_a_value_that_is_now_an_object_and_now_a_text_is_both(tmp_path: Path) -> None:
    found = tables(json_lines(tmp_path, {"a": 1, "object": "o1"}, {"a": 2, "object": {"id": "o2"}}))[""]
    assert [(row["object"], row.get("object.id")) for row in found] == [("o1", None), ('{"id":"o2"}', "o2")]


def test_maps_from_data_do_not_become_thousands_of_columns(tmp_path: Path) -> None:
    rows = [{"id": i, "by_day": {f"d{i}-{j}": j for j in range(9)}} for i in range(200)]
    path = json_lines(tmp_path, *rows)
    with opening(path) as (_, (one,)):
        assert set(one.names) == {"id", "by_day"}
    assert notes(path) == ["keys_left"]


def test_fields_that_lie_too_deep_are_told(tmp_path: Path) -> None:
    deep: object = 1
    for _ in range(7):
        deep = {"x": deep}
    assert notes(json_lines(tmp_path, {"id": 1, "time": "2024-01-01", "deep": deep})) == ["fields_left"]


# Bounds


@pytest.mark.parametrize("text", ["[" * 1000 + "]" * 1000, "[" * 1000, '{"a":' * 1000 + "1" + "}" * 1000])
def test_a_thousand_brackets_end_in_a_sentence_or_a_row(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, "deep.json", text)
    try:
        with opening(path):
            pass
    except InputError as error:
        assert "deep.json" in str(error)


def test_a_field_of_a_thousand_brackets_costs_no_other_row(tmp_path: Path) -> None:
    text = json.dumps(LIKES[0]) + "\n" + json.dumps(LIKES[1])[:-1] + ', "x": ' + "[" * 1000 + "]" * 1000 + "}\n"
    found = tables(written(tmp_path, "deep.jsonl", text))[""]
    assert [row["user"] for row in found] == ["ann", "bob"]


def test_lists_beyond_the_limit_of_depth_are_said_to_be_left_aside(tmp_path: Path) -> None:
    deep: object = LIKES
    for i in range(20):
        deep = {f"list{chr(97 + i)}": [deep], "cursor": "x"}
    path = document(tmp_path, {"first": LIKES, "second": deep})
    assert tables(path)["first"] == LIKES
    assert any("levels" in why for why in left(path).values())


# The rule, for any envelope

NAMES = st.sampled_from(["data", "items", "result", "edges", "list", "posts", "a b", "回复", "x.y", "node", 'q"', "0"])
SCALARS = st.one_of(st.integers(0, 99), st.text(max_size=5), st.none(), st.booleans())


@st.composite
def rows_of(draw: st.DrawFn, kind: str) -> list[dict[str, Any]]:
    """Rows that can be told apart from all others."""
    count = draw(st.integers(1, 5))
    return [{"kind_of_row": kind, "number": i, "word": draw(st.text(max_size=5))} for i in range(count)]


@st.composite
def enveloped(draw: st.DrawFn, rows: list[dict[str, Any]], kind: str) -> tuple[object, list[dict[str, Any]]]:
    """Rows in one to four layers of envelopes, and all rows that are in them: siblings bring rows of their own."""
    inside: object = rows
    every = list(rows)
    for layer in range(draw(st.integers(1, 4))):
        form = draw(st.sampled_from(["object", "pages", "wrapped", "siblings"]))
        if form == "pages" and isinstance(inside, list):
            cut = draw(st.integers(0, len(inside)))
            inside = [inside[:cut], inside[cut:]]
        elif form == "wrapped" and isinstance(inside, list) and all(isinstance(one, dict) for one in inside):
            name = draw(NAMES)
            inside = [{name: one} for one in inside]
        else:
            inside = {draw(NAMES): inside, **{name: draw(SCALARS) for name in draw(st.sets(st.sampled_from("cdef")))}}
            if form == "siblings":
                others = draw(rows_of(f"{kind}-{layer}"))
                every += others
                inside["another list"] = others
    return inside, every


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_rows_of_any_envelope_are_found_once_each_or_said_to_be_left_aside(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    inside, every = data.draw(rows_of("r").flatmap(lambda rows: enveloped(rows, "s")))
    text = json.dumps(inside, ensure_ascii=False, indent=data.draw(st.sampled_from([None, 1])))
    path = written(tmp_path_factory.mktemp("envelope"), "data.json", text)
    with opening(path) as (_, found):
        aside = [one for one in found if isinstance(one, Unread)]
    rows = [
        {name: value for name, value in row.items() if not name.startswith(CARRIED)}
        for table in tables(path).values()
        for row in table
        if "kind_of_row" in row
    ]
    wanted = [{name: str(value) for name, value in row.items() if value != ""} for row in every]

    def order(row: dict[str, Any]) -> tuple[str, str]:
        return str(row["kind_of_row"]), str(row["number"])

    if aside:
        assert all(row in wanted for row in rows)
    else:
        assert sorted(rows, key=order) == sorted(wanted, key=order)


@st.composite
def threads(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Threads of comments with the number of each, and who answers whom, as a tree."""
    count = draw(st.integers(1, 12))
    above = [draw(st.integers(-1, i - 1)) for i in range(count)]
    made: list[dict[str, Any]] = [{"id": f"c{i}", "user": f"u{i}", "text": "x", "replies": []} for i in range(count)]
    for i, parent in enumerate(above):
        if parent >= 0:
            made[parent]["replies"].append(made[i])
    return [{**one, "post_id": f"p{i}"} for i, (one, parent) in enumerate(zip(made, above, strict=True)) if parent < 0]


def spread(one: dict[str, Any], post: str, above: str | None) -> Iterator[tuple[str, str | None, str]]:
    yield one["id"], above, post
    for reply in one["replies"]:
        yield from spread(reply, post, one["id"])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(threads())
def test_every_reply_of_any_thread_is_a_row_that_knows_its_post(
    tmp_path_factory: pytest.TempPathFactory, data: list[dict[str, Any]]
) -> None:
    (found,) = tables(json_lines(tmp_path_factory.mktemp("thread"), *data)).values()
    wanted = sorted(row for one in data for row in spread(one, one["post_id"], None))
    assert sorted((str(row["id"]), row.get("reply_to.id"), row["post_id"]) for row in found) == wanted
