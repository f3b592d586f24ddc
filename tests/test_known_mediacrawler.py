"""MediaCrawler's files are read as their maker means them, whatever they are saved as and however old they are."""

import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from crawler_files import CURRENT, LEGACY, NOTE, START, comment, fixture, note, who
from files_written import Row, as_csv, as_database, as_lines, as_workbook
from likewise.errors import InputError
from likewise.sources import encode, settled
from test_sources_support import events, reading, rejected, rows, written

XHS_EVENTS = sorted(
    [
        (who("xhs", "mei"), None, NOTE, START + 100_000_000, "汤看着真香"),
        (who("xhs", "lin"), None, NOTE, START + 200_000_000, "下次 一起 去"),
        (who("xhs", "qiao"), None, NOTE, START + 300_000_000, None),
        (who("xhs", "qiao"), None, NOTE, START + 400_000_000, "带上我"),
    ],
    key=lambda row: row[3],
)
SEEN = "actor, author, post, time, text"


def xhs_files(folder: Path, write: Callable[[Sequence[Row]], str | bytes], ending: str) -> Path:
    for kind in ("contents", "comments"):
        form = f"search_{kind}_2026-08-05.{ending}"
        written(folder, f"data/xhs/{ending}/{form}", write(fixture("xhs", kind)))
    return folder / "data"


def indented(given: Sequence[Row]) -> str:
    return json.dumps(given, ensure_ascii=False, indent=4)


SAVED: dict[str, Callable[[Path], Path]] = {
    "jsonl": lambda folder: xhs_files(folder, as_lines, "jsonl"),
    "json": lambda folder: xhs_files(folder, indented, "json"),
    "csv": lambda folder: xhs_files(folder, lambda given: as_csv(given).encode("utf-8-sig"), "csv"),
    "csv saved again in GB18030": lambda folder: xhs_files(
        folder, lambda given: as_csv(given).encode("gb18030"), "csv"
    ),
    "columns in another order": lambda folder: xhs_files(
        folder, lambda given: as_csv([dict(reversed(row.items())) for row in given]), "csv"
    ),
    "a workbook": lambda folder: as_workbook(
        folder / "xhs_search_20260805.xlsx",
        {"Contents": fixture("xhs", "contents"), "Comments": fixture("xhs", "comments")},
    ),
    "a database": lambda folder: as_database(
        folder / "sqlite_tables.db",
        {"xhs_note": fixture("xhs", "contents"), "xhs_note_comment": fixture("xhs", "comments")},
    ),
}


@pytest.mark.parametrize("saved", SAVED)
def test_the_same_comments_and_notes_come_from_whatever_they_are_saved_as(tmp_path: Path, saved: str) -> None:
    with reading(SAVED[saved](tmp_path)) as (engine, found):
        assert sorted(rows(engine, SEEN), key=lambda row: row[3]) == XHS_EVENTS
        assert rows(engine, "post, author, time, format, likes, comments, reposts, saves", "source_post") == [
            (NOTE, who("xhs", "lin"), START, "note", 11_000, 10, None, 1020),
            ("6a01000000000000000000a2", who("xhs", "mei"), START + 60_000_000, "video", 1000, 3, 28, None),
        ]
        assert {file.source for file in found.files} == {"mediacrawler-xiaohongshu"}
        assert {file.recognised_by for file in found.files} == {"recognised"}
        assert found.rows["events"].read == found.rows["events"].used == 4


def test_comments_are_comments_and_never_likes() -> None:
    assert set(events(CURRENT, "kind")) == {"comment"}
    with reading(CURRENT) as (_, found):
        assert {key for file in found.files for key in file.cannot} == {"no_likers"}


FIRST_POST = {
    "xhs": (NOTE, START, "note", None, 11_000, 10, None, 1020),
    "douyin": ("7412345678901234561", START, "video", None, 15_000, 44, 15_000, 320),
    "bilibili": ("113000000000001", START, "video", 41_000, 2301, 91, 66, 555),
    "kuaishou": ("3xabcdefgh1", START, "video", 12_000, 880, None, None, None),
    "weibo": ("5190000000000001", START, "note", None, 70, 8, 2, None),
    "tieba": ("9100000001", START, "note", None, None, 23, None, None),
    "zhihu": ("3300000001", START, "article", None, 310, 12, None, None),
}
REPLY = {
    "xhs": ("下次 一起 去", 200),
    "douyin": ("三成热", 200),
    "bilibili": ("练了十年", 200),
    "weibo": ("南边那座", 200),
    "tieba": ("谢谢", 180),
    "zhihu": ("谢谢夸奖", 200),
}


@pytest.mark.parametrize("platform", FIRST_POST)
def test_each_platform_says_posts_in_its_own_words(platform: str) -> None:
    columns = "post, time, format, views, likes, comments, reposts, saves, author"
    with reading(CURRENT / platform / "jsonl" / "search_contents_2026-08-05.jsonl") as (engine, _):
        assert rows(engine, columns, "source_post")[0] == (*FIRST_POST[platform], who(platform, "lin"))


@pytest.mark.parametrize("platform", FIRST_POST)
def test_comments_and_replies_go_to_the_post(platform: str) -> None:
    found = events(CURRENT / platform, SEEN)
    post = FIRST_POST[platform][0]
    first = 60 if platform == "tieba" else 100
    assert found[0][:4] == (who(platform, "mei"), None, post, START + first * 1_000_000)
    if platform in REPLY:
        text, seconds = REPLY[platform]
        assert found[1] == (who(platform, "lin"), None, post, START + seconds * 1_000_000, text)


def test_a_column_that_only_helps_counts_as_used() -> None:
    with reading(CURRENT / "xhs") as (_, found):
        unused = {file.table: file.unused for file in found.files}
    assert "nickname" in unused["events"]
    assert "comment_id" not in unused["events"]
    assert "title" not in unused["posts"]


def test_replies_never_stand_against_the_author_of_the_note() -> None:
    with reading(CURRENT) as (engine, _):
        ledger = encode(engine)
        assert ledger.conflicts == 0
        owner = engine.value(
            f"select a.id from post_id p join account_id a on a.code = p.author_code where p.id = '{NOTE}'"
        )
        assert owner == who("xhs", "lin")


def test_old_files_speak_of_the_same_people_as_new_ones() -> None:
    found = events(LEGACY / "xhs" / "csv" / "search_comments_2025-11-22.csv", SEEN)
    start = 1_763_780_000_000_000
    note = "6901000000000000000000a9"
    assert found == [
        (who("xhs", "lin"), None, note, start + 1_000_000, "这条路 好走吗"),
        (who("xhs", "mei"), None, note, start + 2_000_000, "好走"),
    ]


def test_a_comment_of_both_ages_counts_once(tmp_path: Path) -> None:
    new = fixture("xhs", "comments")[0]
    old = {"user_id" if key == "creator_hash" else key: value for key, value in new.items()}
    written(tmp_path, "search_comments_2026-06-30.csv", as_csv([{**old, "user_id": "xhs-mei"}]))
    written(tmp_path, "search_comments_2026-08-05.jsonl", as_lines([new]))
    with reading(tmp_path) as (engine, found):
        assert encode(engine).doubles == 1
        assert settled(engine, found).rows["events"].used == 1


def test_old_files_name_people_and_their_pages_describe_them() -> None:
    with reading(LEGACY) as (engine, _):
        found = set(rows(engine, "account, name, followers, following", "source_account"))
    assert (who("xhs", "lin"), "林小茶", None, None) in found
    assert (who("xhs", "mei"), "阿梅在路上", 12_000, 120) in found
    assert (who("bilibili", "lin"), "林小茶", 5000, None) in found
    assert len({account for account, *_ in found}) == len(found)


def test_masked_names_name_nobody() -> None:
    with reading(CURRENT) as (engine, _):
        assert rows(engine, "account", "source_account") == []


def test_old_lists_of_followers_are_follows() -> None:
    with reading(LEGACY / "bilibili") as (engine, found):
        assert rows(engine, "actor, author, post, kind, time") == [
            (who("bilibili", "mei"), who("bilibili", "lin"), None, "follow", 1_763_780_000_000_000)
        ]
        said = {one.key for one in found.assumptions}
        assert "follows_when_found" in said
        assert "no_post_column" not in said


def test_bilibili_dynamics_are_posts() -> None:
    columns = "post, author, time, text, format, likes, comments, reposts"
    with reading(CURRENT / "bilibili" / "jsonl" / "creator_dynamics_2026-08-05.jsonl") as (engine, _):
        dynamic = ("1090000000000000001", who("bilibili", "lin"), START + 500_000_000, "新表到了", "note", 88, 6, 1)
        assert rows(engine, columns, "source_post") == [dynamic]


def test_tieba_says_that_its_people_are_unsure() -> None:
    with reading([CURRENT / "tieba", LEGACY / "tieba"]) as (engine, found):
        assert "tieba_people" in {one.key for one in found.assumptions}
        link = "https://tieba.baidu.com/home/main?id=tb.1.aaaa"
        assert hashlib.sha256(link.encode()).hexdigest()[:16] in {actor for (actor,) in rows(engine, "actor")}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("@桥上的人 ", None),
        ("@--。--.", None),
        ("[笑哭R][doge]", None),
        ("@一 @二　@三", None),
        ("回复@小明:好看[赞]", "好看"),
        ("回复 @小明 :好看", "好看"),
        ("谢谢 @小红 收到", "谢谢 收到"),
        ("写信到 tea@example.com", "写信到 tea@example.com"),
        ("第一行\n\t第二行", "第一行 第二行"),
        ("", None),
    ],
)
def test_friends_called_in_and_stickers_are_no_words(tmp_path: Path, content: str, text: str | None) -> None:
    row = {**fixture("xhs", "comments")[0], "content": content}
    assert events(written(tmp_path, "comments.jsonl", as_lines([row])), "text") == [text]


def test_rows_of_a_newer_version_under_an_old_header_are_set_aside(tmp_path: Path) -> None:
    old = (LEGACY / "xhs" / "csv" / "search_comments_2025-11-22.csv").read_text(encoding="utf-8")
    newer = as_csv(fixture("xhs", "comments")[:1]).partition("\n")[2]
    path = written(tmp_path, "search_comments_2026-07-01.csv", old + newer)
    assert rejected(path) == [(5, "too few fields")]
    with reading(path) as (_, found):
        assert [(file.rows.read, file.rows.used) for file in found.files if file.table == "events"] == [(3, 2)]


@pytest.mark.parametrize("column", ["aweme_id", "comment_id", "parent_comment_id", "creator_hash"])
def test_ids_that_a_spreadsheet_cut_are_set_aside(tmp_path: Path, column: str) -> None:
    row = {**fixture("douyin", "comments")[1], column: "7.41235E+18"}
    assert rejected(written(tmp_path, "comments.csv", as_csv([row]))) == [(2, "id in scientific notation")]


def test_a_cut_id_of_a_person_is_not_hashed_into_somebody(tmp_path: Path) -> None:
    header, _, line = as_csv(fixture("douyin", "comments")[:1]).partition("\n")
    path = written(
        tmp_path,
        "comments.csv",
        header.replace("creator_hash", "user_id") + "\n" + line.replace(who("douyin", "mei"), "1.00449E+11"),
    )
    assert rejected(path) == [(2, "id in scientific notation")]


@pytest.mark.parametrize("nobody", ["", "0", "None"])
def test_people_without_an_id_are_not_one_person(tmp_path: Path, nobody: str) -> None:
    new = {**fixture("zhihu", "comments")[0], "creator_hash": hashlib.sha256(nobody.encode()).hexdigest()[:16]}
    old = {"user_id" if key == "creator_hash" else key: value for key, value in new.items()}
    written(tmp_path, "a.jsonl", as_lines([new]))
    written(tmp_path, "b.csv", as_csv([{**old, "user_id": nobody}]))
    assert rejected(tmp_path, "reason") == ["no actor", "no actor"]


def test_columns_more_or_less_change_nothing(tmp_path: Path) -> None:
    optional = ("nickname", "like_count", "pictures", "last_modify_ts", "sub_comment_count")
    given = [{"extra": 1, **{k: v for k, v in row.items() if k not in optional}} for row in fixture("xhs", "comments")]
    assert events(written(tmp_path, "comments.jsonl", as_lines(given)), SEEN) == XHS_EVENTS


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "workbook", "database"])
def test_a_file_cut_off_is_read_or_refused(tmp_path: Path, form: str, share: float) -> None:
    comments = fixture("xhs", "comments")
    whole = {
        "jsonl": lambda: as_lines(comments).encode(),
        "json": lambda: indented(comments).encode(),
        "csv": lambda: as_csv(comments).encode("utf-8-sig"),
        "workbook": lambda: as_workbook(tmp_path / "w", {"Comments": comments}).read_bytes(),
        "database": lambda: as_database(tmp_path / "d", {"xhs_note_comment": comments}).read_bytes(),
    }[form]()
    path = written(tmp_path, "search_comments_2026-08-05", whole[: int(share * len(whole))])
    try:
        with reading(path) as (_, found):
            assert found.rows["events"].used <= len(comments)
    except InputError as error:
        assert str(path) in str(error)


def circle(folder: Path) -> Path:
    """About 300 comments among 40 people: eight comment on each other's notes, the others on what they come across."""
    draw = random.Random(7)
    people = [who("xhs", f"person{i}") for i in range(40)]
    members, others = people[:8], people[8:]
    notes = [note(i, draw.choice(others) if i % 2 else members[i // 2 % 8], "12") for i in range(48)]
    said: list[Row] = []
    for one in notes:
        by_member = one["creator_hash"] in members
        readers = [p for p in members if p != one["creator_hash"] and draw.random() < 0.9] if by_member else []
        readers += draw.sample(others, draw.randint(3, 6) if not by_member else 2)
        said += [comment(len(said) + n, one, p, 60 * (n + 1)) for n, p in enumerate(readers)]
    written(folder, "xhs/jsonl/search_contents_2026-08-05.jsonl", as_lines(notes))
    written(folder, "xhs/jsonl/search_comments_2026-08-05.jsonl", as_lines(said))
    return folder


def test_a_folder_of_comments_ends_in_a_report(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", "from likewise.show.cli import main; main()", "report"]
    subprocess.run([*command, str(circle(tmp_path / "data")), "--out", str(out), "--quiet"], check=True)
    assert json.loads((out / "run.json").read_text())["favour"] == "comment"
    assert "groups were looked for among comments" in (out / "report.html").read_text(encoding="utf-8")
    assert pq.read_table(out / "posts.parquet").num_rows == 48
    counted = pq.read_table(out / "accounts.parquet").to_pylist()
    assert len(counted) == 40
    assert {row["likes_real"] for row in counted} == {None}


MAPPED: dict[str, Callable[[Path], Path]] = {form: SAVED[form] for form in ("jsonl", "csv", "a workbook")}


@pytest.mark.parametrize("saved", MAPPED)
def test_a_column_told_by_the_user_leaves_the_rest_of_the_source_as_it_is(tmp_path: Path, saved: str) -> None:
    with reading(MAPPED[saved](tmp_path), mapping={"text": "content", "posts.likes": "share_count"}) as (engine, found):
        assert sorted(rows(engine, SEEN), key=lambda row: row[3]) == XHS_EVENTS
        assert rows(engine, "post, likes, reposts, saves", "source_post") == [
            (NOTE, None, None, 1020),
            ("6a01000000000000000000a2", 28, 28, None),
        ]
        assert {file.source for file in found.files} == {"mediacrawler-xiaohongshu"}
        assert {file.table for file in found.files} == {"events", "posts"}


def test_a_column_that_the_source_does_not_read_can_be_told(tmp_path: Path) -> None:
    given = [{**row, "owner": "of-note"} for row in fixture("xhs", "comments")]
    path = written(tmp_path, "comments.jsonl", as_lines(given))
    with reading(path, mapping={"author": "owner"}) as (engine, found):
        assert {author for (author,) in rows(engine, "author")} == {"of-note"}
        assert "owner" in {match.source for match in found.files[0].matches if match.canonical == "author"}


def test_what_is_assumed_speaks_of_columns_that_the_file_has() -> None:
    with reading(CURRENT) as (_, found):
        for file in found.files:
            named = [one.values["column"] for one in file.assumptions if "column" in one.values]
            columns = {match.source for match in file.matches} | set(file.unused) | set(file.helping)
            assert set(named) <= columns, file.path
        assert {one.values.get("column") for one in found.assumptions} >= {"time", "create_time", "publish_time"}
