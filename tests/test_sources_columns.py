"""Columns are matched by a declared list, by rank, and by what the user says."""

import datetime
from pathlib import Path

import pyarrow as pa
import pytest

from likewise.errors import MappingError
from likewise.ingest.match.aliases import CLAIMS, FILE_WORDS, KIND_ALIASES, LOOSE, USUAL, plain
from likewise.sources.locate import locate
from likewise.tables import KINDS, TABLES
from test_sources_support import day, events, frame, reading, rows, written


@pytest.mark.parametrize(
    "name",
    ("user", "uid", "user_id", "USER-ID", "from", "liker", "account", "actor_id", "Actor", "用户", "点赞人"),
)
def test_many_names_mean_the_actor(name: str) -> None:
    assert events(frame(actor=None, **{name: ["zoe"]}), "actor") == ["zoe"]


@pytest.mark.parametrize(
    "name",
    (
        "item",
        "note",
        "note_id",
        "aweme",
        "aweme_id",
        "status",
        "repo",
        "tweet",
        "video",
        "object",
        "url_id",
        "post_id",
        "笔记ID",
    ),
)
def test_many_names_mean_the_post(name: str) -> None:
    assert events(frame(post=None, **{name: ["p9"]}), "post") == ["p9"]


@pytest.mark.parametrize("name", ("created_at", "ts", "timestamp", "starred_at", "date", "Time", "评论时间"))
def test_many_names_mean_the_time(name: str) -> None:
    assert len(events(frame(time=None, **{name: [day(1)]}))) == 1


@pytest.mark.parametrize("name", ("author_id", "owner", "creator", "to", "target", "作者"))
def test_many_names_mean_the_author(name: str) -> None:
    assert events(frame(author=None, **{name: ["eve"]}), "author") == ["eve"]


def test_chinese_headers_of_posts_and_accounts_are_known(tmp_path: Path) -> None:
    posts = written(
        tmp_path,
        "posts.csv",
        "作品ID,账号,发布时间,体裁,观看量,完播率,点赞,评论,收藏,分享,涨粉,人均观看时长\n"
        'p1,bob,2024年01月02日17时33分05秒,图文,1.1万,36.5%,28k,10+,"1,234",-,3,32.50秒\n',
    )
    accounts = written(tmp_path, "accounts.csv", "账号,昵称,粉丝数,关注数\nbob,鲍勃,1.2亿,7\n")
    with reading([posts, accounts], timezone="Asia/Shanghai") as (engine, _):
        wanted = "post, author, format, views, completion_rate, likes, comments, saves, reposts, new_follows"
        assert rows(engine, wanted, "source_post") == [("p1", "bob", "note", 11_000, 0.365, 28_000, 10, 1234, None, 3)]
        assert rows(engine, "avg_watch_s, time", "source_post") == [(32.5, 1_704_187_985_000_000)]
        assert rows(engine, "account, name, followers, following", "source_account") == [
            ("bob", "鲍勃", 120_000_000, 7)
        ]


def test_the_canonical_name_beats_an_alias() -> None:
    assert events(frame(user=["zoe"]), "actor") == ["ann"]


def test_a_usual_alias_beats_a_loose_one(tmp_path: Path) -> None:
    path = written(tmp_path, "events.csv", "user_id,username,note_id,url,time\n7,zoe,n1,http://x,2024-01-01\n")
    assert events(path, "actor, post") == [("7", "n1")]


def test_two_columns_of_equal_rank_are_the_users_to_settle() -> None:
    data = frame(actor=None, user=["a"], account=["b"])
    with pytest.raises(MappingError, match=r"`user`, `account` could all be events.actor.*--map actor=COLUMN"):
        events(data)
    assert events(data, "actor", mapping={"actor": "account"}) == ["b"]


def test_a_repeated_header_is_told_apart(tmp_path: Path) -> None:
    path = written(tmp_path, "events.csv", "user,user,post,time\na,b,p,2024-01-01\n")
    with pytest.raises(MappingError, match=r"`user \(column 1\)`, `user \(column 2\)`"):
        events(path)
    assert events(path, "actor", mapping={"actor": "user (column 2)"}) == ["b"]


def test_the_mapping_overrides_every_rank() -> None:
    data = frame(liker=["zoe"])
    assert events(data, "actor", mapping={"actor": "liker"}) == ["zoe"]


def test_a_mapping_forgives_case_and_spaces() -> None:
    assert events(frame(**{"Real Actor": ["zoe"]}), "actor", mapping={"actor": "real_actor"}) == ["zoe"]


def test_a_mapping_may_be_for_one_table(tmp_path: Path) -> None:
    likes = written(tmp_path, "events.csv", "actor,post,time,when\na,p,2024-01-01,2024-02-02\n")
    posts = written(tmp_path, "posts.csv", "post,author,time,when\np,b,2024-01-01,2024-02-02\n")
    with reading([likes, posts], mapping={"posts.time": "when"}) as (engine, _):
        assert rows(engine, "make_timestamp(time)::date") == [(datetime.date(2024, 1, 1),)]
        assert rows(engine, "make_timestamp(time)::date", "source_post") == [(datetime.date(2024, 2, 2),)]


def test_a_mapping_to_a_missing_column_lists_those_that_are_there() -> None:
    with pytest.raises(MappingError, match=r"no column `usr`.*did you mean `user`.*author, kind, post, time, user"):
        events(frame(actor=None, user=["a"]), mapping={"actor": "usr"})


def test_a_missing_column_is_named_even_when_nothing_else_fits(tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", "a,b\n1,2\n")
    with pytest.raises(MappingError, match="--map actor=usr: there is no column `usr`"):
        events(path, mapping={"actor": "usr"})


@pytest.mark.parametrize("name", ["aktor", "events.followers", "likes.actor"])
def test_an_unknown_canonical_name_is_an_error(name: str) -> None:
    with pytest.raises(MappingError, match="--map"):
        events(frame(), mapping={name: "actor"})


def test_a_mapping_reaches_into_json_objects(tmp_path: Path) -> None:
    line = '{"user": {"id": "zoe"}, "repo": "r", "starred_at": "2024-01-01T00:00:00Z"}\n'
    path = written(tmp_path, "stars.jsonl", line)
    assert events(path, "actor, post", mapping={"actor": "user.id"}) == [("zoe", "r")]


def test_only_json_can_be_reached_into() -> None:
    with pytest.raises(MappingError, match="only JSON can be reached into"):
        events(frame(actor=None, user=[{"id": "a"}]), mapping={"actor": "user.id"})


def test_a_file_without_the_needed_columns_shows_what_is_there(tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", "acter,zeit,thing\n1,2,3\n")
    with pytest.raises(MappingError, match=r"`acter`, `zeit`, `thing`.*--map actor=… --map post=… --map time=…"):
        events(path)


@pytest.mark.parametrize(
    ("name", "header", "table"),
    [
        ("events.csv", "actor,post,time", "events"),
        ("posts.csv", "post,author,time", "posts"),
        ("accounts.csv", "account,name", "accounts"),
        ("x.csv", "user,note,date", "events"),
        ("x.csv", "note,user,date,likes,views", "posts"),
        ("x.csv", "user_id,followers", "accounts"),
        ("my-posts.csv", "note_id,user_id,time", "posts"),
        ("search_comments_2024.csv", "user_id,note_id,create_time,content,like_count", "events"),
        ("search_contents_2024.csv", "note_id,user_id,time,title", "posts"),
    ],
)
def test_a_file_is_told_by_its_name_and_then_by_its_columns(tmp_path: Path, name: str, header: str, table: str) -> None:
    with reading(written(tmp_path, name, header + "\n")) as (_, found):
        assert found.files[0].table == table


def test_a_file_of_comments_holds_comments(tmp_path: Path) -> None:
    path = written(tmp_path, "comments.csv", "user,post,time,text\na,p,2024-01-01,nice\n")
    with reading(path) as (engine, found):
        assert rows(engine, "kind") == [("comment",)]
        assert "read as a comment" in found.files[0].assumptions[0].text


def test_without_a_kind_every_row_is_a_like() -> None:
    with reading(frame(kind=None)) as (engine, found):
        assert rows(engine, "kind") == [("like",)]
        assert found.files[0].assumptions[0].key == "kind_is_constant"


def test_authors_may_stand_in_posts_alone() -> None:
    likes = frame(author=None)
    with reading({"events": likes}) as (engine, found):
        assert rows(engine, "author") == [(None,)]
        assert [assumption.key for assumption in found.assumptions] == ["time_zone", "author_unknown"]
    with reading({"events": likes, "posts": pa.table({"post": ["p1"], "author": ["bob"]})}) as (_, found):
        assert [assumption.key for assumption in found.assumptions] == ["time_zone", "author_from_posts"]


def test_likes_may_go_to_accounts_without_posts() -> None:
    with reading(frame(post=None)) as (engine, found):
        assert rows(engine, "author, post") == [("bob", None)]
        assert "no_post_column" in {assumption.key for assumption in found.files[0].assumptions}


def test_a_title_stands_for_a_post_that_has_no_id(tmp_path: Path) -> None:
    path = written(tmp_path, "export.csv", "笔记标题,首次发布时间,观看量\n你好,2024-01-01,5\n")
    with reading(path) as (engine, found):
        assert rows(engine, "post, text, views", "source_post") == [("你好", "你好", 5)]
        assert "post_is_title" in {assumption.key for assumption in found.files[0].assumptions}


def test_a_notice_above_the_header_is_skipped(tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", "最多导出1000条,,\n\nactor,post,time\na,p,2024-01-01\nb,p,soon\n")
    with reading(path) as (engine, found):
        assert rows(engine, "actor, line") == [("a", 4)]
        assert rows(engine, "line", "source_rejected") == [(5,)]
        assert "header_row" in {assumption.key for assumption in found.files[0].assumptions}


def test_what_is_present_has_a_value_somewhere() -> None:
    data = frame(text=pa.array([None], pa.string()), dwell_s=[3.0])
    with reading(data) as (_, found):
        assert found.present == {f"events.{n}" for n in ("actor", "author", "post", "kind", "time", "dwell_s")}
        assert "events.text" in found.missing
        assert "posts.post" in found.missing


def test_a_word_stands_for_one_canonical_column_only() -> None:
    for table, declared in USUAL.items():
        usual = [plain(word) for words in declared.values() for word in words.split()]
        loose = [plain(word) for words in LOOSE[table].values() for word in words.split()]
        assert len(usual) == len(set(usual)), table
        assert len(loose) == len(set(loose)) and not set(usual) & set(loose), table
        assert set(declared) | set(LOOSE[table]) <= set(TABLES[table].names)


def test_kinds_are_spelled_in_many_ways() -> None:
    assert set(KIND_ALIASES.values()) == set(KINDS)
    words = "star favorite favourite upvote 点赞 retweet share 转发 bookmark collect 收藏 reply 评论 watch play "
    words += "浏览"
    known = [KIND_ALIASES[word] for word in words.split()]
    assert known == ["like"] * 5 + ["repost"] * 3 + ["save"] * 3 + ["comment"] * 2 + ["view"] * 3
    assert KIND_ALIASES["subscribe"] == KIND_ALIASES["关注"] == "follow"
    assert {table for table, _ in FILE_WORDS.values()} == set(CLAIMS)


def test_kinds_are_read_in_any_case() -> None:
    data = frame(
        **{name: [value] * 3 for name, value in (("actor", "a"), ("author", "b"), ("post", "p"), ("time", day(1)))},
        kind=[" Star ", "RETWEET", "Like"],
    )
    assert sorted(events(data, "kind")) == ["like", "like", "repost"]


@pytest.mark.parametrize("name", ["comment_id", "commentId", "评论id"])
def test_a_table_with_a_comments_id_is_never_one_of_posts(tmp_path: Path, name: str) -> None:
    header = f"{name},用户,笔记id,时间,标题,点赞数\n"
    path = written(tmp_path, "posts export.csv", header + "c1,a,n1,2026-03-01 10:00:00,好看,3\n")
    with reading(path) as (engine, found):
        assert rows(engine, "actor, post, kind") == [("a", "n1", "comment")]
        assert rows(engine, "post", "source_post") == []
        assert {"kind": "comment", "column": name} in [dict(one.values) for one in found.assumptions]
    folder = written(tmp_path / "given", "posts.csv", header + "c1,a,n1,2026-03-01 10:00:00,好看,3\n").parent
    with reading(folder) as (engine, _):
        assert rows(engine, "actor, post, kind") == [("a", "n1", "comment")]


def test_events_with_words_are_comments_and_no_likes(tmp_path: Path) -> None:
    said = "用户,笔记id,时间,内容\n" + "".join(f"{who},n1,2026-03-01 10:00:00,好看\n" for who in "abc")
    for name in ("评论数据.csv", "数据.csv", "events.csv"):
        with reading(written(tmp_path, name, said)) as (engine, found):
            assert rows(engine, "kind, text") == [("comment", "好看")] * 3, name
            assert {one.key for one in found.assumptions} & {"kind_is_told", "kind_is_constant"}, name


@pytest.mark.parametrize(
    ("name", "kind"), [("点赞记录.csv", "like"), ("笔记评论.csv", "comment"), ("转发2026.csv", "repost")]
)
def test_a_word_within_a_chinese_files_name_tells_the_kind(tmp_path: Path, name: str, kind: str) -> None:
    path = written(tmp_path, name, "用户,笔记id,时间\na,n1,2026-03-01 10:00:00\n")
    assert events(path, "kind") == [kind]


@pytest.mark.parametrize(
    ("place", "table", "kind"),
    [
        ("s3a://bucket/follows.parquet", "events", "follow"),
        ("s3a://bucket/2026/comments.parquet/", "events", "comment"),
        ("s3a://bucket/follows/*.parquet", "events", "follow"),
        ("s3://bucket/follows/*.parquet", "events", "follow"),
        ("hdfs://host/posts.2026.parquet", "posts", None),
        ("delta:/lake/follows/day=*", "events", "follow"),
        ("parquet:likes/accounts", "accounts", None),
        ("table:lake.posts.follows", "events", "follow"),
        ("table:posts", "posts", None),
        ("s3a://bucket/2026.parquet", None, None),
    ],
)
def test_the_last_name_of_a_place_on_a_lake_tells_its_table_and_kind(
    place: str, table: str | None, kind: str | None
) -> None:
    (found,) = locate(place).places
    assert (found.hint, found.kind) == (table, kind)
