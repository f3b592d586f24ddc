"""What an unknown table is read as: by the words of its columns' names and by its values, or refused with advice."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import likewise
from likewise.engine import DuckDBEngine, open_duckdb
from likewise.errors import LikewiseError, MappingError
from likewise.ingest.match import (
    Asked,
    Decision,
    UnreadTableError,
    columns_of,
    decide,
    describe_more,
    describe_values,
    wishes,
)
from likewise.ingest.match.aliases import FORMAT_ALIASES
from likewise.ingest.match.hints import hint_of
from likewise.ingest.match.names import sense, words_of
from likewise.ingest.match.reading import READINGS
from likewise.ingest.match.wishes import wished_column


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    with open_duckdb() as opened:
        opened.define("likewise.sources", "macros")
        yield opened


def decided(
    engine: DuckDBEngine,
    table: Mapping[str, list[str | None]],
    shown: str = "export.csv",
    read_as: str | None = None,
    **mapping: str,
) -> Decision:
    sample = pa.table({name: pa.array(values, pa.string()) for name, values in table.items()})
    values = describe_values(engine, sample, sorted(FORMAT_ALIASES))
    wished = wishes(mapping)
    mapped = [column for wish in wished if (column := wished_column(wish, sample.column_names)) is not None]
    columns = columns_of(shown, sample.column_names, values, mapped)
    return decide(columns, Asked(shown, READINGS.get(read_as or ""), hint=hint_of(shown), wished=wished))


@pytest.mark.parametrize(
    ("name", "what", "of"),
    [
        ("video_like_count", "count", "like"),
        ("likesCount", "count", "like"),
        ("点赞数量", "count", "like"),
        ("いいね数", "count", "like"),
        ("num_comments", "count", "comment"),
        ("comment_user_id", "id", "actor"),
        ("评论用户ID", "id", "actor"),
        ("authorMeta.name", "name", "author"),
        ("channel_title", "name", "author"),
        ("publicación_id", "id", "post"),
        ("data_publicação", "time", "row"),
        ("in_reply_to_status_id", "id", "parent"),
        ("retweeted_status_id", "id", "original"),
        ("last_modify_ts", "time", "fetched"),
        ("采集时间", "time", "fetched"),
        ("user.created_at", "time", "account"),
        ("profile_image_url", "other", "noise"),
        ("is_liked", "other", "noise"),
        ("post views", "bare", "view"),
    ],
)
def test_a_name_is_read_as_the_words_that_it_is_made_of(name: str, what: str, of: str) -> None:
    assert (sense(name).what, sense(name).of) == (what, of)


def test_compounds_are_taken_apart() -> None:
    assert words_of("createTimeISO") == ["create", "time", "iso"]
    assert words_of("likecount") == ["like", "count"]
    assert words_of("上级评论ID") == ["上级", "评论", "id"]


PEOPLE = [f"u{i % 7}" for i in range(30)]
POSTS = [f"p{i % 11}" for i in range(30)]
TIMES = [f"2026-03-{1 + i % 28:02d} 10:{i:02d}:00" for i in range(30)]
OWN = [f"x{i}" for i in range(30)]
TEXTS = [f"what a lovely day {i} it was" for i in range(30)]
NUMBERS = [str(3 * i + 1) for i in range(30)]
UNIQUE_POSTS = [f"video-{i}-abc" for i in range(30)]

TABLES: list[tuple[str, dict[str, list[str | None]], dict[str, str]]] = [
    ("likes", {"user_id": [*PEOPLE], "post_id": [*POSTS], "created_at": [*TIMES]}, {"actor": "user_id"}),
    ("likes", {"id": [*OWN], "memberId": [*PEOPLE], "photoId": [*POSTS], "inserted_at": [*TIMES]}, {"post": "photoId"}),
    ("likes", {"点赞用户": [*PEOPLE], "帖子编号": [*POSTS], "日期": [*TIMES]}, {"actor": "点赞用户"}),
    ("likes", {"usuario": [*PEOPLE], "publicación_id": [*POSTS], "fecha": [*TIMES]}, {"actor": "usuario"}),
    (
        "comments",
        {"id": [*OWN], "article_id": [*POSTS], "author": [*PEOPLE], "body": [*TEXTS], "date": [*TIMES]},
        {"actor": "author", "post": "article_id", "text": "body"},
    ),
    (
        "comments",
        {"commentId": [*OWN], "videoId": [*POSTS], "authorName": [*PEOPLE], "text": [*TEXTS], "publishedAt": [*TIMES],
         "likeCount": [*NUMBERS]},
        {"actor": "authorName", "post": "videoId"},
    ),
    (
        "reposts",
        {"tweet_id": [*OWN], "user": [*PEOPLE], "retweeted_status_id": [*POSTS], "created_at": [*TIMES]},
        {"actor": "user", "post": "retweeted_status_id"},
    ),
    ("follows", {"follower_id": [*PEOPLE], "followee_id": [*POSTS], "created_at": [*TIMES]}, {"author": "followee_id"}),
    (
        "posts",
        {"video_id": [*UNIQUE_POSTS], "channel": [*PEOPLE], "title": [*TEXTS], "published_at": [*TIMES],
         "view_count": [*NUMBERS]},
        {"post": "video_id", "author": "channel", "views": "view_count"},
    ),
    (
        "posts",
        {"作品ID": [*UNIQUE_POSTS], "作者昵称": [*PEOPLE], "标题": [*TEXTS], "上传时间": [*TIMES],
         "收藏数量": [*NUMBERS]},
        {"author": "作者昵称", "saves": "收藏数量"},
    ),
    ("accounts", {"id": [*OWN], "username": [*UNIQUE_POSTS], "followers_count": [*NUMBERS]}, {"account": "id"}),
]  # fmt: skip
"""Tables that a careful person would know at sight: the reading, the columns, and what some of them are."""


@settings(max_examples=30, deadline=None)
@given(which=st.integers(0, len(TABLES) - 1), seed=st.integers(0, 2**32))
def test_the_order_of_columns_and_noise_beside_them_change_nothing(engine: DuckDBEngine, which: int, seed: int) -> None:
    reading, table, wanted = TABLES[which]
    noise: dict[str, list[str | None]] = {
        "crawled_at": ["2026-06-01 12:00:00"] * 30,
        "avatar_url": [f"https://cdn.example/{i}.jpg" for i in range(30)],
        "ip_location": ["Berlin", "Lyon"] * 15,
        "row": [str(i) for i in range(30)],
    }
    shuffled = list((table | noise).items())
    random.Random(seed).shuffle(shuffled)
    found = decided(engine, dict(shuffled))
    assert found.reading.name == reading
    assert wanted.items() <= found.matches.items()


def chosen(proposals: Sequence[str], reading: str) -> Mapping[str, list[str]]:
    """The values of the proposed options, by option: where what the rows are is asked, those for what they are."""
    for proposal in proposals:
        words = proposal.split()
        options = {word.removeprefix("--") for word in words[::2]}
        said = {name: [value for word, value in pairwise(words) if word == f"--{name}"] for name in options}
        if said.get("as", [reading]) == [reading]:
            return said
    return {}


@settings(max_examples=60, deadline=None)
@given(which=st.integers(0, len(TABLES) - 1), seed=st.integers(0, 2**32))
def test_advice_followed_word_by_word_never_ends_in_a_wrong_reading(
    engine: DuckDBEngine, which: int, seed: int
) -> None:
    reading, table, _ = TABLES[which]
    made = random.Random(seed)
    kept = made.sample(list(table), made.randint(0, len(table) - 1))
    scrambled = {name: name if name in kept else f"q{made.randint(10, 99)}_{i}" for i, name in enumerate(table)}
    right = decided(engine, table).matches
    mapping: dict[str, str] = {}
    read_as: str | None = None
    for _ in range(4):
        try:
            given = {scrambled[name]: values for name, values in table.items()}
            found = decided(engine, given, read_as=read_as, **mapping)
        except UnreadTableError as error:
            advice = chosen(error.proposals, reading)
            if "map" not in advice:
                return
            mapping |= dict(option.split("=", 1) for option in advice["map"])
            read_as = next(iter(advice.get("as", [])), read_as)
            continue
        assert found.reading.name == reading
        for canonical, source in found.matches.items():
            if canonical == "post" and source == found.matches.get("text"):
                continue  # a title stands for a post without an id, which is told
            if canonical in {"actor", "author", "post", "time"}:
                assert right.get(canonical) in (None, next(n for n, s in scrambled.items() if s == source))
        return
    pytest.fail("the advice goes round")


def test_counts_that_hold_words_and_times_of_the_tool_are_left_alone(engine: DuckDBEngine) -> None:
    table = dict(TABLES[8][1]) | {"comments": [*TEXTS], "crawl_time": ["2026-06-01 12:00:00"] * 30}
    assert "comments" not in decided(engine, table).matches
    fetched = {"user_id": PEOPLE, "post_id": POSTS, "created_at": ["2026-06-01 12:00:03"] * 30}
    with pytest.raises(MappingError, match="when it happened"):
        decided(engine, {name: [*values] for name, values in fetched.items()})


def test_close_readings_are_both_shown_with_what_to_type(engine: DuckDBEngine) -> None:
    table: dict[str, list[str | None]] = {"from_user": [*PEOPLE], "to_user": [*POSTS], "time": [*TIMES]}
    with pytest.raises(UnreadTableError) as caught:
        decided(engine, table)
    assert set(caught.value.proposals) == {"--as follows", "--as likes"}
    assert "--as follows" in caught.value.in_words("zh") and "关注" in caught.value.in_words("zh")


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


LIKES = """user_id,post_id,created_at
ana,p1,2031-04-01 10:00:00
ben,p1,2031-04-01 10:01:00
ana,p2,2031-04-01 10:02:00
"""


def test_what_the_user_calls_a_table_counts(tmp_path: Path) -> None:
    path = written(tmp_path, "export.csv", LIKES)
    assert set(likewise.read(path, read_as="saves").events.to_pandas()["kind"]) == {"save"}
    assert set(likewise.read(f"{path}:as=reposts").events.to_pandas()["kind"]) == {"repost"}
    assert likewise.read(tmp_path, read_as={"export.csv": "posts"}).posts.to_arrow().num_rows == 2
    with pytest.raises(MappingError, match=r"no file or table `other\.csv`"):
        likewise.read(tmp_path, read_as={"other.csv": "posts"})
    with pytest.raises(MappingError, match="can be read as"):
        likewise.read(path, read_as="likers")


def test_a_mapping_that_no_table_uses_is_an_error_with_the_tables_that_it_could_mean(tmp_path: Path) -> None:
    path = written(tmp_path, "likes.csv", LIKES.replace("created_at", "created_at,n").replace(":00\n", ":00,7\n"))
    with pytest.raises(MappingError, match=r"views=n.*read as events.*posts.*--as posts"):
        likewise.read(path, mapping={"views": "n"}, read_as="likes")


def test_a_folder_is_read_whole_and_what_is_left_out_is_told_with_why(tmp_path: Path) -> None:
    written(tmp_path, "favourites.csv", LIKES)
    written(tmp_path, "statuses.csv", "id,account_id,text\np1,cleo,a long walk by the sea\np2,ben,bread again today\n")
    written(tmp_path, "weather.csv", "station,degrees\nx,3\ny,4\n")
    found = likewise.read(tmp_path)
    assert found.events.to_arrow().num_rows == 3
    assert set(found.posts.to_pandas()["author"]) == {"cleo", "ben"}
    assert [Path(one.name).name for one in found.left_out] == ["weather.csv"]
    assert "no column says that its rows are acts" in found.left_out[0].in_words("en")


def test_errors_speak_the_readers_language(tmp_path: Path) -> None:
    path = written(tmp_path, "export.csv", "a,b\n1,2\n3,4\n")
    with pytest.raises(LikewiseError) as caught:
        likewise.read(path)
    said = caught.value.in_words("zh").replace(str(path), "")
    assert "请用 --as 说明" in said


CELLS: Mapping[str, Callable[[random.Random], str | None]] = {
    "ids": lambda rng: f"u{rng.randrange(4000)}",
    "few ids": lambda rng: str(10_000 + rng.randrange(5)),
    "numbers": lambda rng: str(rng.randrange(90)),
    "days": lambda rng: f"2026-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}",
    "moments": lambda rng: str(1_700_000_000 + rng.randrange(10**7)),
    "flags": lambda rng: rng.choice("01"),
    "words": lambda rng: rng.choice(("like", "comment", "view")),
    "sentences": lambda rng: " ".join(rng.choices(("so", "good", "day", "sun", "rain"), k=6)),
    "sometimes": lambda rng: rng.choice((None, "", "NA", "x1", "x2")),
    "late": lambda _: None,
}


@pytest.mark.parametrize("seed", range(4))
def test_more_rows_say_how_often_values_come_again(engine: DuckDBEngine, seed: int) -> None:
    rng = random.Random(seed)
    columns = {name: [cell(rng) for _ in range(6000)] for name, cell in CELLS.items()}
    columns["late"][5000:] = ["2026-02-03 10:11:12"] * 1000
    sample = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    formats = sorted(FORMAT_ALIASES)
    first = describe_values(engine, sample.slice(0, 500), formats)
    more, whole = describe_more(engine, first, sample, formats), describe_values(engine, sample, formats)
    for name in columns:
        one, other = more[name], whole[name]
        assert (one.rows, one.filled, one.distinct) == (other.rows, other.filled, other.distinct)
        for told in ("unique", "repeats", "constant", "empty", "is_flag", "is_time", "is_number", "is_prose"):
            assert getattr(one, told) == getattr(other, told), (name, told)
    assert (more.same, more.paired) == (whole.same, whole.paired)


@pytest.mark.parametrize(("source", "target"), [("source", "target"), ("Source", "Target"), ("from", "to")])
def test_edges_of_a_graph_are_asked_for(engine: DuckDBEngine, source: str, target: str) -> None:
    people = [f"u{n % 9}" for n in range(40)]
    others = [f"u{n % 7 + 20}" for n in range(40)]
    table: dict[str, list[str | None]] = {
        source: [*people],
        target: [*others],
        "date": [f"2026-01-{n % 28 + 1:02}" for n in range(40)],
    }
    with pytest.raises(UnreadTableError, match=r"--as follows.*--as likes"):
        decided(engine, table)
    assert decided(engine, table, read_as="follows").matches == {"actor": source, "author": target, "time": "date"}
    assert decided(engine, table, shown="follows.csv").reading.name == "follows"
