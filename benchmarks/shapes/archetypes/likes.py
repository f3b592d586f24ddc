"""Logs of likes: tables of applications, exports, lists of stars, people by handles, posts by addresses, saves."""

import re
from datetime import datetime

from benchmarks.shapes import noise, times
from benchmarks.shapes.archetypes.frame import Archetype, Draw, after, event, handles, urls
from benchmarks.shapes.names import IDENTIFIER
from benchmarks.shapes.sheet import Builder, each, maybe
from benchmarks.shapes.truth import Case, OneOf, Truth
from benchmarks.shapes.world import Act, World

LIKES = ("likes", "user_likes", "post_likes", "likes_2026", "favourites", "all_likes_export", "点赞记录", "like_log")
SAVES = ("bookmarks", "saves", "saved_posts", "bookmarks_export", "收藏记录")


def small_world(draw: Draw, rows: int, **ids: str) -> World:
    """Return a world in which people act several times in that many rows."""
    return draw.world(draw.rng.randint(4, 8) + rows // 6, draw.rng.randint(3, 6) + rows // 8, **ids)


def begin(draw: Draw, **ids: str) -> tuple[World, list[Act], Builder]:
    """Return a world, likes in it, and a builder that has a row id in half of the tables."""
    w = small_world(draw, rows := draw.rows(), **ids)
    acts = w.acts("like", rows)
    build = draw.builder("likes")
    if draw.chance(0.5):
        build.ids("row_id", each(acts, lambda act: act.id))
    return w, acts, build


def app_table(draw: Draw) -> Case:
    """Who liked what, and when; nothing else that matters. People and posts come again in several rows."""
    w, acts, build = begin(draw)
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    noise.add(build, noise.EVENT_NOISE, len(acts), after(w))
    truth = Truth(events=[event(act, at, who) for act, at in zip(acts, said, strict=True)])
    return draw.case("likes_app_table", build, truth, draw.stem(LIKES, ("users", "accounts_backup")))


def with_author(draw: Draw) -> Case:
    """Who liked whose what, and when: the post's author is the same wherever the post is."""
    w, acts, build = begin(draw)
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    build.people("post_author", each(acts, lambda act: act.author), "events.author")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    noise.add(build, noise.EVENT_NOISE, len(acts), after(w))
    truth = Truth(events=[event(act, at, who, author=True) for act, at in zip(acts, said, strict=True)])
    return draw.case("likes_with_author", build, truth, draw.stem(LIKES, ("users",)))


LIKE_WORDS = {
    "en": ("like", "LIKE", "Like", "liked", "upvote", "heart"),
    "zh": ("点赞", "赞", "like", "喜欢"),
    "es": ("me gusta", "like"),
    "de": ("like", "gefällt mir"),
    "pt": ("curtida", "like"),
    "ja": ("いいね", "like"),
}


def one_kind(draw: Draw) -> Case:
    """A column of kinds in which every row says like."""
    w, acts, build = begin(draw)
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    build.texts("kind", [draw.one_of(*LIKE_WORDS[draw.language])] * len(acts), "events.kind")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    noise.add(build, noise.EVENT_NOISE, len(acts), after(w))
    truth = Truth(events=[event(act, at, who) for act, at in zip(acts, said, strict=True)])
    return draw.case("likes_kind_column", build, truth, draw.stem((*LIKES, "reactions", "march")))


def stars(draw: Draw) -> Case:
    """Who starred which repository; its owner stands before the slash, and may be read from there."""
    draw.styled(draw.style.container, "en")
    _, acts, build = begin(draw, person_ids="handle", post_ids="slug")
    who = build.people("star_actor", each(acts, lambda act: act.actor), "events.actor")
    build.ids("star_post", [f"{act.author.handle}/{act.post.id}" for act in acts], "events.post")
    said = build.times("star_time", each(acts, lambda act: act.time), "events.time", style=times.STYLES["iso_z"])
    rows = [
        event(act, at, who, post=f"{act.author.handle}/{act.post.id}") | {"author": OneOf((None, act.author.handle))}
        for act, at in zip(acts, said, strict=True)
    ]
    return draw.case(
        "stars_flat", build, Truth(events=rows), draw.stem(("stars", "stargazers", "starred", "repo_stars"))
    )


def by_address(draw: Draw) -> Case:
    """People by their handles, posts by their addresses alone: an address that comes again names the post."""
    w, acts, build = begin(draw)
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor")
    build.texts("post_url", each(acts, lambda act: act.post.url), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    noise.add(build, ("noise_avatar", "noise_crawl_time", "noise_row_number"), len(acts), after(w))
    rows = [event(act, at, who, post=act.post.url) for act, at in zip(acts, said, strict=True)]
    return draw.case("likes_by_address", build, Truth(events=rows), draw.stem((*LIKES, "likers")))


def with_names(draw: Draw) -> Case:
    """An id and a shown name of each person: the id is who acts, as several people share a name."""
    w, acts, build = begin(draw)
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor", only=IDENTIFIER)
    build.texts("display_name", each(acts, lambda act: act.actor.name), "accounts.name")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    noise.add(build, noise.EVENT_NOISE, len(acts), after(w))
    truth = Truth(events=[event(act, at, who) for act, at in zip(acts, said, strict=True)])
    truth.accounts = [{"account": who(person), "name": person.name} for person in w.people]
    return draw.case("likes_with_names", build, truth, draw.stem(LIKES))


POST_TIMES = {"zh": "发布时间", "es": "publicado_en", "de": "veröffentlicht_am", "ja": "投稿日時"}
LIKE_TIMES = {"zh": "点赞时间", "es": "fecha_me_gusta", "de": "geliked_am", "ja": "いいね日時"}


def with_post(draw: Draw) -> Case:
    """A join of likes and posts: two times, of which one is the same in all rows of a post and isn't the like's."""
    _, acts, build = begin(draw)
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    build.texts("post_title", each(acts, lambda act: act.post.title), "posts.text")
    posted = _fixed(
        build, POST_TIMES.get(draw.language, "post_created_at"), each(acts, lambda act: act.post.time), "posts.time"
    )
    said = _fixed(build, LIKE_TIMES.get(draw.language, "liked_at"), each(acts, lambda act: act.time), "events.time")
    truth = Truth(events=[event(act, at, who) for act, at in zip(acts, said, strict=True)])
    facts = {act.post.id: (act.post, at) for act, at in zip(acts, posted, strict=True)}
    truth.posts = [{"post": own, "time": at, "text": post.title} for own, (post, at) in facts.items()]
    return draw.case("likes_with_post", build, truth, draw.stem(LIKES))


def _fixed(build: Builder, header: str, moments: list[datetime | None], means: str) -> list[datetime | None]:
    """Add times under a name that is not drawn."""
    cells, said = times.column(build.rng, moments, build.style.times, build.style.told)
    if times.ambiguous(moments, build.style.times, build.style.told):
        build.doubtful += (means,)
    build.add(build.names.take(header), cells, means)
    return said


NOBODY = ("NA", "None", "null", "[deleted]", "nan", "NULL", "", "N/A", "\\N")


def nobody(draw: Draw) -> Case:
    """In some rows nobody is named: they are nobody's likes."""
    draw.styled("csv")
    w, acts, build = begin(draw)
    sign = draw.one_of(*NOBODY)
    actors = maybe(draw.rng, each(acts, lambda act: act.actor.id), 0.1)
    build.ids("like_actor", [sign if actor is None else actor for actor in actors], "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    told = zip(acts, said, actors, strict=True)
    rows = [event(act, at, draw.ids) for act, at, actor in told if actor is not None]
    noise.add(build, noise.EVENT_NOISE, len(acts), after(w), most=1)
    return draw.case("likes_of_nobody", build, Truth(events=rows), draw.stem(LIKES))


def saves(draw: Draw) -> Case:
    """The time's or the file's name says that posts were saved, not liked."""
    w = small_world(draw, rows := draw.rows())
    acts = w.acts("save", rows)
    build = draw.builder("saves")
    who = build.people("save_actor", each(acts, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    by_file = draw.chance(0.4)
    neutral = re.compile(r"^(?!.*(?:[Ll]ik|fav|赞|gust|curti|いいね))")
    said = build.times(
        "like_time" if by_file else "save_time",
        each(acts, lambda act: act.time),
        "events.time",
        only=neutral if by_file else None,
    )
    truth = Truth(events=[event(act, at, who) for act, at in zip(acts, said, strict=True)])
    return draw.case("saves", build, truth, draw.stem(SAVES, neutral=not by_file))


def two_names(draw: Draw) -> Case:
    """The post by its id and its address: either names it."""
    w, acts, build = begin(draw)
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    build.texts("post_url", each(acts, lambda act: act.post.url))
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    truth = Truth(events=[event(act, at, who) for act, at in zip(acts, said, strict=True)], post_names=[urls(w)])
    return draw.case("likes_id_and_address", build, truth, draw.stem(LIKES))


def id_and_handle(draw: Draw) -> Case:
    """People by an id and a handle, both one's own: either names them, the same way in all rows."""
    w, acts, build = begin(draw)
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor", only=IDENTIFIER)
    build.texts("account_handle", each(acts, lambda act: act.actor.handle), "accounts.name")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    truth = Truth(events=[event(act, at, who) for act, at in zip(acts, said, strict=True)], people=[handles(w)])
    truth.accounts = [{"account": who(person), "name": person.handle} for person in w.people]
    return draw.case("likes_id_and_handle", build, truth, draw.stem(LIKES))


ARCHETYPES = tuple(
    Archetype(name, make.__doc__ or "", make)
    for name, make in {
        "likes_app_table": app_table,
        "likes_with_author": with_author,
        "likes_kind_column": one_kind,
        "likes_by_address": by_address,
        "likes_with_names": with_names,
        "likes_with_post": with_post,
        "likes_id_and_address": two_names,
        "likes_id_and_handle": id_and_handle,
        "likes_of_nobody": nobody,
        "stars_flat": stars,
        "saves": saves,
    }.items()
)
