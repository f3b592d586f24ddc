"""Folders, archives, databases and workbooks of several tables: each is read for what it is, and they are joined."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.shapes import containers
from benchmarks.shapes.archetypes.comments import core, said_by
from benchmarks.shapes.archetypes.frame import Archetype, Draw, doubt, event, follow
from benchmarks.shapes.archetypes.posts import PostTable
from benchmarks.shapes.names import IDENTIFIER
from benchmarks.shapes.sheet import Builder, Column, Sheet, each
from benchmarks.shapes.truth import Case, Row, Truth
from benchmarks.shapes.world import World

TABLE_NAMES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "en": {
        "likes": ("likes", "post_likes", "favourites", "user_likes"),
        "comments": ("comments", "comment", "all_comments"),
        "posts": ("posts", "notes", "videos", "statuses"),
        "users": ("users", "accounts", "profiles", "members"),
        "follows": ("follows", "user_follows", "followers"),
    },
    "zh": {
        "likes": ("点赞", "点赞记录"),
        "comments": ("评论", "评论表"),
        "posts": ("笔记", "帖子", "作品"),
        "users": ("用户", "用户表"),
        "follows": ("关注", "关注记录"),
    },
}
"""What the tables are called, by the language of their names and what they hold."""


@dataclass(frozen=True)
class Part:
    """A table that was built, the canonical table that its rows belong to, and those rows."""

    build: Builder
    table: str
    rows: list[Row]


def _likes(draw: Draw, w: World, rows: int, name: str) -> Part:
    acts = w.acts("like", rows)
    build = draw.builder(name)
    build.shown = draw.ids
    build.ids("row_id", each(acts, lambda act: act.id))
    build.people("like_actor", each(acts, lambda act: act.actor), "events.actor", only=IDENTIFIER)
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    return Part(build, "events", [event(act, at, draw.ids, author=True) for act, at in zip(acts, said, strict=True)])


def _comments(draw: Draw, w: World, rows: int, name: str) -> Part:
    acts = w.acts("comment", rows)
    build = draw.builder(name)
    build.shown = draw.ids
    said, _ = core(build, acts, only=IDENTIFIER)
    return Part(build, "events", said_by(acts, said, draw.ids, author=True))


def _posts(draw: Draw, w: World, _: int, name: str) -> Part:
    table = PostTable(draw, w.posts)
    table.build.name = name
    table.build.shown = draw.ids
    table.ids()
    table.authors(IDENTIFIER)
    table.words(True, False)
    table.times()
    table.counts(("views", "likes", "comments"))
    return Part(table.build, "posts", table.rows)


def _users(draw: Draw, w: World, _: int, name: str) -> Part:
    build = draw.builder(name)
    build.ids("account_id", each(w.people, lambda one: one.id), "accounts.account")
    build.texts("account_name", each(w.people, lambda one: one.name), "accounts.name")
    followers = build.counts("followers", each(w.people, lambda one: one.followers), "accounts.followers")
    told = zip(w.people, followers, strict=True)
    rows: list[Row] = [{"account": one.id, "name": one.name, "followers": count} for one, count in told]
    return Part(build, "accounts", rows)


def _follows(draw: Draw, w: World, rows: int, name: str) -> Part:
    acts = w.follows(rows // 2 + 5)
    build = draw.builder(name)
    build.ids("follower", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("followed", each(acts, lambda act: act.author.id), "events.author")
    said = build.times("follow_time", each(acts, lambda act: act.time), "events.time")
    return Part(build, "events", [follow(act, at, draw.ids) for act, at in zip(acts, said, strict=True)])


PARTS: Mapping[str, Callable[[Draw, World, int, str], Part]] = {
    "likes": _likes,
    "comments": _comments,
    "posts": _posts,
    "users": _users,
    "follows": _follows,
}


def _several(draw: Draw, name: str, wanted: Sequence[str], stems: Sequence[str]) -> Case:
    """A folder, archive, database or workbook of these tables, perhaps with a file that says nothing."""
    style = draw.styled(containers.draw_several(draw.rng))
    rows = draw.rows(20, 120)
    w = draw.world(rows // 6 + 5, rows // 8 + 5)
    called = TABLE_NAMES["zh" if draw.language == "zh" and draw.chance(0.3) else "en"]
    parts = [PARTS[one](draw, w, rows, draw.one_of(*called[one])) for one in wanted]
    truth = Truth(demanded=tuple(dict.fromkeys(part.table for part in parts)))
    for part in parts:
        truth.rows(part.table).extend(part.rows)
    doubt(truth, *(part.build for part in parts))
    sheets = [Sheet(part.build.name, part.build.sheet(0.1).filled(style.missing).columns) for part in parts]
    sheets += _besides(draw) if draw.chance(0.35) else []
    extra = {"README.md": "# notes\n"} if style.container == "folder" and draw.chance(0.4) else {}
    return Case(name, sheets, truth, style.container, draw.one_of(*stems), style.told, extra_files=extra)


def _besides(draw: Draw) -> list[Sheet]:
    """A table that has nothing to do with it, as databases and folders have them."""
    versions = Column("version", [f"2026{month:02}01" for month in range(1, 9)])
    migrations = Sheet("schema_migrations", [versions])
    tags = Sheet("hashtags", [Column("tag", ["#soup", "#tea", "#bread"]), Column("uses", [40, 31, 7])])
    return [migrations if draw.style.container == "sqlite" else tags]


def in_parts(draw: Draw) -> Case:
    """A log in several files of the same columns, one a month: together they are one table."""
    draw.styled(draw.one_of("folder", "folder", "zip"))
    rows = draw.rows(30, 200)
    w = draw.world(rows // 6 + 5, rows // 8 + 5)
    part = _likes(draw, w, rows, "likes")
    sheet = part.build.sheet(0).filled(draw.style.missing)
    cut = len(part.rows) // 2
    halves = [
        Sheet(f"likes_{name}", [Column(one.header, one.cells[where], one.means) for one in sheet.columns])
        for name, where in (("2026-01", slice(None, cut)), ("2026-02", slice(cut, None)))
    ]
    truth = Truth(events=[row | {"author": None} for row in part.rows])
    doubt(truth, part.build)
    stem = draw.one_of("likes", "export")
    return Case("several_parts", halves, truth, draw.style.container, stem, draw.style.told)


def likes_posts(draw: Draw) -> Case:
    """Likes, and the posts that tell whose they are."""
    return _several(draw, "several_likes_posts", ("likes", "posts"), ("backup", "export", "数据"))


def likes_posts_users(draw: Draw) -> Case:
    """Tables of likes, posts and users: a like's author is the post's."""
    return _several(draw, "several_likes_posts_users", ("likes", "posts", "users"), ("backup", "app", "export"))


def posts_comments(draw: Draw) -> Case:
    """A crawler's posts and the comments on them."""
    return _several(draw, "several_posts_comments", ("posts", "comments"), ("xhs", "crawl", "data", "youtube"))


def all_tables(draw: Draw) -> Case:
    """An application's tables: likes, comments, posts, users and follows."""
    return _several(draw, "several_all_tables", tuple(PARTS), ("app", "backup", "production", "forum"))


ARCHETYPES = tuple(
    Archetype(name, make.__doc__ or "", make)
    for name, make in {
        "several_likes_posts": likes_posts,
        "several_likes_posts_users": likes_posts_users,
        "several_posts_comments": posts_comments,
        "several_all_tables": all_tables,
        "several_parts": in_parts,
    }.items()
)
