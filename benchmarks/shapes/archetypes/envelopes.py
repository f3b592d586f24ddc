"""JSON in which the table is not the whole document: lists inside objects, pages, wrapped and nested objects."""

from dataclasses import dataclass
from typing import Any

from benchmarks.shapes import containers
from benchmarks.shapes.archetypes.comments import said_by
from benchmarks.shapes.archetypes.frame import Archetype, Draw, doubt, event, follow
from benchmarks.shapes.archetypes.posts import PostTable
from benchmarks.shapes.sheet import Sheet, each
from benchmarks.shapes.truth import Case, OneOf, Truth
from benchmarks.shapes.world import World

STEMS = ("likes", "favourites", "post_likes", "likers")


@dataclass(frozen=True)
class Likes:
    """Likes as an API gives them: objects with a person inside, and the sheet that they were made of."""

    world: World
    objects: list[dict[str, Any]]
    truth: Truth
    sheet: Sheet


def _likes(draw: Draw) -> Likes:
    draw.styled("json", "en")
    rows = draw.rows(8, 120)
    w = draw.world(rows // 5 + 4, rows // 8 + 3)
    acts = w.acts("like", rows)
    build = draw.builder("likes")
    person = draw.one_of("user", "actor", "account", "member")
    by_id = draw.chance(0.5)
    key = "id" if by_id else draw.one_of("username", "login", "handle")
    who = draw.ids if by_id else draw.handles
    build.ids("", [who(act.actor) for act in acts], "events.actor", header=build.names.take(f"{person}.{key}"))
    build.texts("", ["https://cdn.example/a.png"] * len(acts), header=build.names.take(f"{person}.avatar_url"))
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post", only=draw.undotted)
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    sheet = build.sheet(0)
    truth = Truth(events=[event(act, at, who) for act, at in zip(acts, said, strict=True)])
    doubt(truth, build)
    return Likes(w, containers.objects(sheet), truth, sheet)


def _case(draw: Draw, name: str, likes: Likes, document: Any, container: str = "json") -> Case:
    stem = draw.stem(STEMS)
    return Case(name, [likes.sheet], likes.truth, container, stem, draw.style.told, document)


def in_object(draw: Draw) -> Case:
    """A list of likes inside an object, as an API gives it, beside a cursor and counts."""
    likes = _likes(draw)
    key = draw.one_of("data", "items", "likes", "results", "records")
    beside = {draw.one_of("cursor", "next", "total"): 1, "meta": {"result_count": len(likes.objects)}}
    return _case(draw, "envelope_object", likes, {key: likes.objects, **beside})


def deep(draw: Draw) -> Case:
    """A list two objects deep, as GraphQL gives it (`data.post.likes.edges[].node`) or an API (`response.data`)."""
    likes = _likes(draw)
    if draw.chance(0.5):
        edges = [{"cursor": f"c{i}", "node": one} for i, one in enumerate(likes.objects)]
        return _case(draw, "envelope_deep", likes, {"data": {"likes": {"edges": edges, "pageInfo": {"next": None}}}})
    return _case(draw, "envelope_deep", likes, {"code": 0, "msg": "ok", "data": {"list": likes.objects, "total": 9}})


def in_pages(draw: Draw) -> Case:
    """A list of pages, each a list (or an object with a list) of likes."""
    likes = _likes(draw)
    size = max(2, len(likes.objects) // 3)
    pages: list[Any] = [likes.objects[at : at + size] for at in range(0, len(likes.objects), size)]
    if draw.chance(0.5):
        pages = [{"data": page, "next": f"p{i}"} for i, page in enumerate(pages)]
    return _case(draw, "envelope_pages", likes, pages, draw.one_of("json", "jsonl"))


def wrapped(draw: Draw) -> Case:
    """Each like wrapped in an object of one key."""
    likes = _likes(draw)
    key = draw.one_of("like", "favourite", "node")
    document = [{key: one} for one in likes.objects]
    return _case(draw, "envelope_wrapped", likes, document, draw.one_of("json", "jsonl"))


def of_one_post(draw: Draw) -> Case:
    """The likes of one post, whose address or id stands above the list: they are all of that post."""
    draw.styled("json", "en")
    w = draw.world(draw.rng.randint(8, 60), 1)
    post = w.posts[0]
    acts = w.acts("like", draw.rows(5, 60))
    build = draw.builder("likes")
    build.ids("", each(acts, lambda act: act.actor.handle), "events.actor", header="actor.handle")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time", only=draw.undotted)
    sheet = build.sheet(0)
    key = draw.one_of("uri", "post_id", "post_url")
    named = post.url if key in {"uri", "post_url"} else post.id
    rows = [event(act, at, draw.handles, post=named) for act, at in zip(acts, said, strict=True)]
    truth = Truth(events=rows)
    doubt(truth, build)
    document = {key: named, "cursor": "x", "likes": containers.objects(sheet)}
    return Case("envelope_one_post", [sheet], truth, "json", draw.stem(STEMS), draw.style.told, document)


def nested_comments(draw: Draw) -> Case:
    """Posts with their comments inside: both are tables, and the post of a comment is the one around it."""
    draw.styled("json", "en")
    w = draw.world(draw.rng.randint(6, 20), draw.rng.randint(3, 10))
    acts = w.acts("comment", draw.rows(10, 100))
    build = draw.builder("comments")
    build.shown = draw.ids
    build.ids("comment_id", each(acts, lambda act: act.id))
    build.people("comment_actor", each(acts, lambda act: act.actor), "events.actor")
    build.texts("comment_text", each(acts, lambda act: act.text), "events.text")
    said = build.times("comment_time", each(acts, lambda act: act.time), "events.time")
    inner = build.sheet(0)
    objects = containers.objects(inner)
    table = PostTable(draw, w.posts)
    table.build.shown = draw.ids
    table.ids()
    table.authors()
    table.words(True, False)
    table.times()
    key = draw.one_of("comments", "replies", "commentList")
    outer = table.build.sheet(0)
    documents = containers.objects(outer)
    for post, document in zip(w.posts, documents, strict=True):
        document[key] = [one for one, act in zip(objects, acts, strict=True) if act.post is post]
    truth = Truth(events=said_by(acts, said, draw.ids, author=True), posts=table.rows, demanded=("events", "posts"))
    for row in truth.events:
        row["author"] = OneOf((None, row["author"]))
    doubt(truth, build, table.build)
    container = draw.one_of("json", "jsonl")
    stem = draw.stem(("posts", "posts_with_comments"))
    name = "envelope_nested_comments"
    return Case(name, [inner, outer], truth, container, stem, draw.style.told, documents)


def nested_follows(draw: Draw) -> Case:
    """Follows as objects with both people inside."""
    draw.styled("json", "en")
    w = draw.world(draw.rng.randint(6, 25), 3)
    acts = w.follows(draw.rows(8, 120))
    build = draw.builder("follows")
    key = draw.one_of("id", "username", "login")
    who = draw.ids if key == "id" else draw.handles
    one, other = draw.one_of(("follower", "followee"), ("follower", "following"), ("follower", "followed"))
    build.ids("", [who(act.actor) for act in acts], "events.actor", header=f"{one}.{key}")
    build.ids("", [who(act.author) for act in acts], "events.author", header=f"{other}.{key}")
    said = build.times("follow_time", each(acts, lambda act: act.time), "events.time")
    sheet = build.sheet(0)
    truth = Truth(events=[follow(act, at, who) for act, at in zip(acts, said, strict=True)])
    doubt(truth, build)
    document = {"data": containers.objects(sheet)} if draw.chance(0.5) else containers.objects(sheet)
    stem = draw.stem(("follows", "followers"))
    return Case("envelope_follows", [sheet], truth, "json", stem, draw.style.told, document)


ARCHETYPES = tuple(
    Archetype(name, make.__doc__ or "", make)
    for name, make in {
        "envelope_object": in_object,
        "envelope_deep": deep,
        "envelope_pages": in_pages,
        "envelope_wrapped": wrapped,
        "envelope_one_post": of_one_post,
        "envelope_nested_comments": nested_comments,
        "envelope_follows": nested_follows,
    }.items()
)
