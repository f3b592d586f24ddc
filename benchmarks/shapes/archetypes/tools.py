"""Files under a whole header of a tool (tools.toml), with invented rows."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.shapes import times
from benchmarks.shapes.archetypes.frame import Archetype, Draw, event
from benchmarks.shapes.names import IDENTIFIER
from benchmarks.shapes.sheet import Builder, Cell, Shown
from benchmarks.shapes.truth import Case, OneOf, Row, Truth
from benchmarks.shapes.world import Act, Person, Post, World

TOOLS = Path(__file__).parent.parent / "tools.toml"

COUNTS = ("impressions", "views", "likes", "comments", "reposts", "saves", "new_follows")

STEMS: Mapping[str, Sequence[str]] = {
    "posts": ("posts", "videos", "search_result", "result"),
    "comments": ("comments", "video_comments", "comments_export"),
    "likes": ("likes", "post_likes", "user_likes"),
    "accounts": ("users", "accounts", "followers_info"),
}
"""What files of each kind are called, where the tool has no name of its own for them."""


@dataclass(frozen=True)
class Tool:
    """A tool's file: its columns with their meanings, and how it writes times."""

    origin: str
    language: str
    columns: Sequence[tuple[str, str]]
    times: Sequence[str]
    containers: Sequence[str]
    stems: Sequence[str]
    people: int

    def numbered(self, meaning: str) -> bool:
        """Tell whether the column of this meaning promises an identifier, and no handle."""
        return any(one == meaning and IDENTIFIER.search(name) is not None for name, one in self.columns)

    def means(self, meaning: str) -> bool:
        """Tell whether a column has this meaning."""
        return any(one == meaning for _, one in self.columns)


@cache
def known(table: str) -> Sequence[Tool]:
    """Return the tools whose rows are posts, comments, likes or accounts."""
    return [
        Tool(
            one["origin"],
            one["language"],
            [(name, meaning) for name, _, meaning in (part.partition("=") for part in one["columns"].split("|"))],
            one["time"],
            one.get("container", ["csv"]),
            one.get("stem", STEMS[table]),
            one.get("people", 0),
        )
        for one in tomllib.loads(TOOLS.read_text(encoding="utf-8"))[table]
    ]


class Filling:
    """A tool's table that is being filled: meanings it can tell become columns, all others become noise."""

    def __init__(self, draw: Draw, tool: Tool, rows: int, after: Any) -> None:
        self.draw, self.tool, self.rows, self.after = draw, tool, rows, after
        self.style = times.STYLES[draw.one_of(*tool.times)]
        self.build: Builder = draw.builder("table")
        self.said: dict[str, list[Any]] = {}

    def fill(self, made: Mapping[str, Sequence[Any]], table: str) -> None:
        """Add the tool's columns, from what was made for their meanings; keep what the cells say."""
        for name, meaning in self.tool.columns:
            if meaning.startswith("~"):
                self.build.add(name, self._noise(meaning[1:], made.get("time", ())))
                continue
            values = made[meaning]
            means = f"{table}.{CANONICAL.get(meaning, meaning)}"
            if meaning in {"time", "created"}:
                cells, self.said[meaning] = times.column(self.draw.rng, values, self.style, self.draw.style.told)
                if times.ambiguous(values, self.style, self.draw.style.told):
                    self.build.doubtful += (means,)
                self.build.add(name, cells, means)
            else:
                self.said[meaning] = list(values)
                self.build.add(name, list(values), means)

    def _noise(self, kind: str, moments: Sequence[Any]) -> list[Cell]:
        rng = self.draw.rng
        if kind.startswith("="):
            return [kind[1:]] * self.rows
        one: Mapping[str, Callable[[int], Cell]] = {
            "empty": lambda _: None,
            "index": lambda row: row,
            "word": lambda _: rng.choice(("soup", "bread", "晴", "IPhone", "北京")),
            "int": lambda _: rng.randrange(1, 5000),
            "zero": lambda _: 0,
            "rate": lambda _: f"{rng.randrange(5, 90) / 10}%",
            "url": lambda _: f"https://cdn.example/{rng.getrandbits(36):09x}.jpg",
            "hash": lambda _: f"{rng.getrandbits(40):010x}",
            "day": lambda _: self.after.strftime("%y.%d.%m"),
            "crawl": lambda _: self.style.write(self.after),
        }
        if kind == "also":
            return times.column(rng, moments, self.style, self.draw.style.told)[0]
        return [one[kind](row) for row in range(self.rows)]

    def case(self, name: str, truth: Truth) -> Case:
        """Return the case under one of the tool's own names, or a name that says nothing."""
        case = self.draw.case(name, self.build, truth, self.draw.stem(self.tool.stems), shuffled=0.0)
        case.origin = self.tool.origin
        return case


CANONICAL = {
    "post_url": "post", "url": "post", "author_id": "author", "author_name": "author", "title": "text",
    "duration": "duration_s", "post_author": "author", "handle": "name", "actor_name": "name",
}  # fmt: skip
"""What the meanings are called in the canonical tables, where that is another name."""


def _tool(draw: Draw, table: str) -> Tool:
    """Draw a tool, and the style of its files."""
    tool: Tool = draw.one_of(*known(table))
    draw.styled(draw.one_of(*tool.containers), tool.language)
    return tool


def posts(draw: Draw) -> Case:
    """A tool's list of posts under its own header."""
    tool = _tool(draw, "posts")
    count = draw.rows(8, 120)
    w = draw.world(tool.people or draw.rng.randint(3, 4 + count // 3), count)
    filling = Filling(draw, tool, count, w.last_day)
    who = draw.handles if tool.means("author_id") or not tool.numbered("author") else draw.ids
    filling.fill(_of_posts(w.posts, who), "posts")
    truth = Truth(posts=_post_rows(w.posts, tool, filling, who), demanded=("posts",))
    if tool.means("post") and tool.means("url"):
        truth.post_names = [{post.id: post.url for post in w.posts}]
    if tool.means("author_id"):
        truth.people = [{person.handle: person.id for person in w.people}]
    if tool.means("author_name"):
        truth.accounts = [{"account": who(one), "name": OneOf((one.name, one.handle))} for one in w.people]
    return filling.case("tool_posts", truth)


def _of_posts(posts: Sequence[Post], who: Shown) -> dict[str, list[Any]]:
    made: dict[str, list[Any]] = {
        "post": [post.id for post in posts],
        "url": [post.url for post in posts],
        "author": [who(post.author) for post in posts],
        "author_id": [post.author.id for post in posts],
        "author_name": [post.author.name for post in posts],
        "title": [post.title for post in posts],
        "text": [post.text for post in posts],
        "time": [post.time for post in posts],
        "format": [post.format for post in posts],
        "duration": [post.duration_s for post in posts],
    }
    return made | {name: [getattr(post, name) for post in posts] for name in COUNTS}


def _post_rows(posts: Sequence[Post], tool: Tool, filling: Filling, who: Shown) -> list[Row]:
    rows: list[Row] = []
    for place, post in enumerate(posts):
        words = [post.title] * tool.means("title") + [post.text] * tool.means("text")
        both = [f"{post.title}{mark}{post.text}" for mark in ("\n", " ", "\n\n")] if len(words) == 2 else []
        rows.append(
            {
                "post": post.id if tool.means("post") else post.url,
                "author": who(post.author) if tool.means("author") else None,
                "time": filling.said["time"][place],
                "text": OneOf((*words, *both)) if words else None,
                "format": OneOf((post.format, None)) if tool.means("format") else None,
                "duration_s": float(post.duration_s) if tool.means("duration") else None,
                **{name: getattr(post, name) for name in COUNTS if tool.means(name)},
            }
        )
    return rows


def _acts(draw: Draw, kind: str) -> tuple[World, list[Act]]:
    count = draw.rows(12, 200)
    w = draw.world(draw.rng.randint(4, 8) + count // 5, draw.rng.randint(3, 6) + count // 9)
    return w, w.acts(kind, count)


def _of_acts(draw: Draw, acts: Sequence[Act], who: Shown) -> dict[str, list[Any]]:
    return {
        "own": [act.id for act in acts],
        "actor": [who(act.actor) for act in acts],
        "actor_name": [act.actor.name for act in acts],
        "post": [act.post.id for act in acts],
        "post_url": [act.post.url for act in acts],
        "parent": [None] * len(acts),
        "text": [act.text for act in acts],
        "time": [act.time for act in acts],
        "likes": [int(draw.rng.paretovariate(0.8)) - 1 for _ in acts],
        "replies": [draw.rng.choice((0, 0, 0, 1, 3)) for _ in acts],
    }


def _events(draw: Draw, table: str, kind: str) -> Case:
    """A tool's comments or likes: each row an event."""
    tool = _tool(draw, table)
    w, acts = _acts(draw, kind)
    filling = Filling(draw, tool, len(acts), w.last_day)
    who = draw.ids if tool.numbered("actor") else draw.handles
    filling.fill(_of_acts(draw, acts, who), "events")
    by_url = tool.means("post_url")
    rows = [
        event(act, at, who, post=act.post.url if by_url else "")
        | ({"text": OneOf((act.text, act.text.strip()))} if kind == "comment" else {})
        for act, at in zip(acts, filling.said["time"], strict=True)
    ]
    truth = Truth(events=rows)
    if tool.means("actor_name"):
        truth.accounts = [{"account": who(person), "name": person.name} for person in w.people]
    return filling.case(f"tool_{table}", truth)


def comments(draw: Draw) -> Case:
    """A tool's comments under its own header."""
    return _events(draw, "comments", "comment")


def likes(draw: Draw) -> Case:
    """A tool's likes under its own header."""
    return _events(draw, "likes", "like")


def accounts(draw: Draw) -> Case:
    """A tool's list of people under its own header."""
    tool = _tool(draw, "accounts")
    w = draw.world(draw.rows(8, 100), 3)
    filling = Filling(draw, tool, len(w.people), w.last_day)
    who = draw.ids if tool.numbered("account") else draw.handles
    filling.fill(_of_people(w.people, who), "accounts")
    rows: list[Row] = [
        {
            "account": who(one),
            "name": OneOf((one.name, one.handle)) if tool.means("handle") else one.name,
            "followers": one.followers,
            "following": one.following if tool.means("following") else None,
            "created": filling.said["created"][place] if tool.means("created") else None,
            "category": one.category if tool.means("category") else None,
        }
        for place, one in enumerate(w.people)
    ]
    truth = Truth(accounts=rows, demanded=("accounts",))
    if tool.means("handle"):
        truth.people = [{one.id: one.handle for one in w.people}]
    return filling.case("tool_accounts", truth)


def _of_people(people: Sequence[Person], who: Shown) -> dict[str, list[Any]]:
    return {
        "account": [who(one) for one in people],
        "handle": [one.handle for one in people],
        "name": [one.name for one in people],
        "followers": [one.followers for one in people],
        "following": [one.following for one in people],
        "created": [one.created for one in people],
        "category": [one.category for one in people],
    }


ARCHETYPES = tuple(
    Archetype(name, make.__doc__ or "", make)
    for name, make in {
        "tool_posts": posts,
        "tool_comments": comments,
        "tool_likes": likes,
        "tool_accounts": accounts,
    }.items()
)
