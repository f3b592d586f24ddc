"""Logs of likes: tables of applications, exports, lists of stars, votes with a weight or a direction, saves."""

from benchmarks.shapes import noise, times
from benchmarks.shapes.archetypes.frame import Archetype, Draw, after, event, handles, urls
from benchmarks.shapes.sheet import Builder, each, maybe
from benchmarks.shapes.truth import Case, OneOf, Truth
from benchmarks.shapes.world import Act, World

LIKES = ("likes", "user_likes", "post_likes", "likes_2026", "favourites", "all_likes_export", "点赞记录", "like_log")
SAVES = ("bookmarks", "saves", "saved_posts", "bookmarks_export", "收藏记录")


def _world(draw: Draw, rows: int, **ids: str) -> World:
    return draw.world(draw.rng.randint(4, 8) + rows // 6, draw.rng.randint(3, 6) + rows // 8, **ids)


def _begin(draw: Draw, **ids: str) -> tuple[World, list[Act], Builder]:
    """A world, likes in it, and a builder that has a row id in half of the tables."""
    w = _world(draw, rows := draw.rows(), **ids)
    acts = w.acts("like", rows)
    build = draw.builder("likes")
    if draw.chance(0.5):
        build.ids("row_id", each(acts, lambda act: act.id))
    return w, acts, build


def app_table(draw: Draw) -> Case:
    """Who liked what, and when; nothing else that matters."""
    w, acts, build = _begin(draw)
    build.ids("like_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    noise.add(build, noise.EVENT_NOISE, len(acts), after(w))
    truth = Truth(events=[event(act, at, author=False) for act, at in zip(acts, said, strict=True)])
    return draw.case("likes_app_table", build, truth, draw.stem(LIKES, ("users", "accounts_backup")))


def with_author(draw: Draw) -> Case:
    """Who liked whose what, and when."""
    w, acts, build = _begin(draw)
    build.ids("like_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    build.ids("post_author", each(acts, lambda act: act.author.id), "events.author")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    noise.add(build, noise.EVENT_NOISE, len(acts), after(w))
    truth = Truth(events=[event(act, at, author=True) for act, at in zip(acts, said, strict=True)])
    return draw.case("likes_with_author", build, truth, draw.stem(LIKES, ("users",)))


LIKE_WORDS = {
    "en": ("like", "LIKE", "Like", "liked", "favorite", "favourite", "upvote", "heart"),
    "zh": ("点赞", "赞", "like", "喜欢"),
    "es": ("me gusta", "like"),
    "de": ("like", "gefällt mir"),
    "pt": ("curtida", "like"),
    "ja": ("いいね", "like"),
}


def one_kind(draw: Draw) -> Case:
    """A column of kinds in which every row says like."""
    w, acts, build = _begin(draw)
    build.ids("like_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    build.texts("kind", [draw.one_of(*LIKE_WORDS[draw.language])] * len(acts), "events.kind")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    noise.add(build, noise.EVENT_NOISE, len(acts), after(w))
    truth = Truth(events=[event(act, at, author=False) for act, at in zip(acts, said, strict=True)])
    return draw.case("likes_kind_column", build, truth, draw.stem((*LIKES, "reactions", "march")))


def stars(draw: Draw) -> Case:
    """Who starred which repository; its owner stands before the slash."""
    draw.styled(draw.style.container, "en")
    w, acts, build = _begin(draw, person_ids="handle", post_ids="slug")
    names = {post.id: f"{post.author.handle}/{post.id}" for post in w.posts}
    build.ids("star_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("star_post", each(acts, lambda act: names[act.post.id]), "events.post")
    said = build.times("star_time", each(acts, lambda act: act.time), "events.time", style=times.STYLES["iso_z"])
    rows = [
        event(act, at, author=False) | {"post": names[act.post.id], "author": OneOf((None, act.author.handle))}
        for act, at in zip(acts, said, strict=True)
    ]
    return draw.case(
        "stars_flat", build, Truth(events=rows), draw.stem(("stars", "stargazers", "starred", "repo_stars"))
    )


def _signs(draw: Draw, acts: list[Act]) -> list[int]:
    return [draw.rng.choices((1, -1, 0), (80, 12, 8))[0] for _ in acts]


def weighted_votes(draw: Draw) -> Case:
    """Votes with a weight: above zero is a like; below zero is a vote against, zero a withdrawal, neither a like."""
    w, acts, build = _begin(draw)
    signs = _signs(draw, acts)
    scale = draw.one_of(1, 100, 10_000)
    build.ids("voter", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("post_author", each(acts, lambda act: act.author.id), "events.author")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    weights = [sign * (scale if draw.chance(0.7) or scale == 1 else draw.rng.randrange(1, scale)) for sign in signs]
    build.add(build.names.draw("vote_weight"), weights, "events.kind")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    told = zip(acts, said, signs, strict=True)
    truth = Truth(events=[event(act, at, author=True) for act, at, sign in told if sign > 0])
    return draw.case("votes_weight", build, truth, draw.stem(("votes", "vote_log", "post_votes", "投票记录")))


UP_DOWN = (("up", "down"), ("upvote", "downvote"), ("UP", "DOWN"), ("+1", "-1"), ("like", "dislike"), ("1", "-1"))


def directed_votes(draw: Draw) -> Case:
    """Votes with a direction: those against are no likes."""
    _, acts, build = _begin(draw)
    signs = [sign or 1 for sign in _signs(draw, acts)]
    up, down = draw.one_of(*UP_DOWN)
    build.ids("voter", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    build.texts("vote_direction", [up if sign > 0 else down for sign in signs], "events.kind")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    told = zip(acts, said, signs, strict=True)
    truth = Truth(events=[event(act, at, author=False) for act, at, sign in told if sign > 0])
    return draw.case("votes_direction", build, truth, draw.stem(("votes", "vote_log", "ratings", "reactions")))


def flagged(draw: Draw) -> Case:
    """A flag tells whether the person likes the post: where it says no, there is no like."""
    w, acts, build = _begin(draw)
    yes, no = draw.one_of((1, 0), ("1", "0"), ("true", "false"), ("True", "False"), (True, False), ("Y", "N"))
    on = [draw.chance(0.8) for _ in acts]
    build.ids("like_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    build.add(build.names.draw("like_flag"), [yes if one else no for one in on], "events.kind")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    told = zip(acts, said, on, strict=True)
    truth = Truth(events=[event(act, at, author=False) for act, at, one in told if one])
    noise.add(build, ("noise_row_number", "noise_device"), len(acts), after(w))
    return draw.case("likes_flag", build, truth, draw.stem((*LIKES, "feed_log")))


def by_address(draw: Draw) -> Case:
    """People by their handles, posts by their addresses alone."""
    w, acts, build = _begin(draw)
    build.texts("like_actor", each(acts, lambda act: act.actor.handle), "events.actor")
    build.texts("post_url", each(acts, lambda act: act.post.url), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    noise.add(build, ("noise_avatar", "noise_crawl_time", "noise_row_number"), len(acts), after(w))
    rows = [
        event(act, at, author=False) | {"actor": act.actor.handle, "post": act.post.url}
        for act, at in zip(acts, said, strict=True)
    ]
    return draw.case("likes_by_address", build, Truth(events=rows), draw.stem((*LIKES, "likers")))


def with_names(draw: Draw) -> Case:
    """An id and a shown name of each person: the id is who acts, as several share a name."""
    w, acts, build = _begin(draw)
    build.ids("like_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.texts("display_name", each(acts, lambda act: act.actor.name), "accounts.name")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    noise.add(build, noise.EVENT_NOISE, len(acts), after(w))
    truth = Truth(events=[event(act, at, author=False) for act, at in zip(acts, said, strict=True)])
    truth.accounts = [{"account": person.id, "name": person.name} for person in w.people]
    return draw.case("likes_with_names", build, truth, draw.stem(LIKES))


def with_post(draw: Draw) -> Case:
    """A join of likes and posts: two times, of which one is the same in all rows of a post and isn't the like's."""
    draw.styled(draw.style.container)
    w, acts, build = _begin(draw)
    build.ids("like_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    build.texts("post_title", each(acts, lambda act: act.post.title), "posts.text")
    post_time = {"zh": "发布时间", "es": "publicado_en", "de": "veröffentlicht_am"}.get(
        draw.language, "post_created_at"
    )
    like_time = {"zh": "点赞时间", "es": "fecha_me_gusta", "de": "geliked_am"}.get(draw.language, "liked_at")
    posted = _fixed(build, post_time, each(acts, lambda act: act.post.time), "posts.time")
    said = _fixed(build, like_time, each(acts, lambda act: act.time), "events.time")
    truth = Truth(events=[event(act, at, author=False) for act, at in zip(acts, said, strict=True)])
    facts = {act.post.id: (act.post, at) for act, at in zip(acts, posted, strict=True)}
    truth.posts = [{"post": own, "time": at, "text": post.title} for own, (post, at) in facts.items()]
    return draw.case("likes_with_post", build, truth, draw.stem(LIKES))


def _fixed(build: Builder, header: str, moments: list[object], means: str) -> list[object]:
    cells, said = times.column(build.rng, moments, build.style.times, build.style.told)  # type: ignore[arg-type]
    build.doubtful = build.doubtful or times.ambiguous(moments, build.style.times, build.style.told)  # type: ignore[arg-type]
    build.names.take(header)
    build.add(header, cells, means)
    return list(said)


NOBODY = ("NA", "None", "null", "[deleted]", "nan", "NULL", "", "N/A", "\\N")


def nobody(draw: Draw) -> Case:
    """In some rows nobody is named: they are nobody's likes."""
    draw.styled("csv")
    w, acts, build = _begin(draw)
    sign = draw.one_of(*NOBODY)
    actors = maybe(draw.rng, each(acts, lambda act: act.actor.id), 0.1)
    build.ids("like_actor", [sign if actor is None else actor for actor in actors], "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    told = zip(acts, said, actors, strict=True)
    truth = Truth(events=[event(act, at, author=False) for act, at, actor in told if actor is not None])
    noise.add(build, noise.EVENT_NOISE, len(acts), after(w), most=1)
    return draw.case("likes_of_nobody", build, truth, draw.stem(LIKES))


def saves(draw: Draw) -> Case:
    """The time's or the file's name says that posts were saved, not liked."""
    w = _world(draw, rows := draw.rows())
    acts = w.acts("save", rows)
    build = draw.builder("saves")
    build.ids("save_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    by_file = draw.chance(0.4)
    said = build.times("like_time" if by_file else "save_time", each(acts, lambda act: act.time), "events.time")
    truth = Truth(events=[event(act, at, author=False) for act, at in zip(acts, said, strict=True)])
    return draw.case("saves", build, truth, draw.stem(SAVES, neutral=not by_file))


def two_names(draw: Draw) -> Case:
    """The post by its id and its address: either names it."""
    w, acts, build = _begin(draw)
    build.ids("like_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    build.texts("post_url", each(acts, lambda act: act.post.url))
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    truth = Truth(
        events=[event(act, at, author=False) for act, at in zip(acts, said, strict=True)],
        people=[handles(w)],
        post_names=[urls(w)],
    )
    return draw.case("likes_id_and_address", build, truth, draw.stem(LIKES))


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
        "likes_of_nobody": nobody,
        "likes_flag": flagged,
        "stars_flat": stars,
        "votes_weight": weighted_votes,
        "votes_direction": directed_votes,
        "saves": saves,
    }.items()
)
