"""Reposts, shares and retweets, and follows: acts that aren't likes."""

import re

from benchmarks.shapes import noise
from benchmarks.shapes.archetypes.comments import NO_AUTHOR
from benchmarks.shapes.archetypes.frame import Archetype, Draw, after, event, follow
from benchmarks.shapes.sheet import each
from benchmarks.shapes.truth import Case, OneOf, Row, Truth

SHARES = ("retweets", "shares", "reposts", "reblogs", "转发记录", "retweet_network")
FOLLOWS = ("follows", "followers", "follow_list", "follower_edges", "关注记录", "粉丝列表")


def retweets(draw: Draw) -> Case:
    """The share's own id beside the original's: the share is of the original, and its own id is no post's."""
    rows = draw.rows()
    w = draw.world(rows // 4 + 5, rows // 10 + 4)
    acts = w.acts("repost", rows)
    build = draw.builder("retweets")
    build.ids("share_id", each(acts, lambda act: act.id))
    author = draw.chance(0.7)
    named = None if author else NO_AUTHOR
    who = build.people("share_actor", each(acts, lambda act: act.actor), "events.actor", only=named)
    build.ids("original_post", each(acts, lambda act: act.post.id), "events.post")
    if author:
        build.people("original_author", each(acts, lambda act: act.author), "events.author")
    texts = [f"RT @{act.author.handle}: {act.post.text}" for act in acts]
    if draw.chance(0.5):
        build.texts("post_text", texts, "events.text")
    said = build.times("share_time", each(acts, lambda act: act.time), "events.time")
    noise.add(build, ("noise_language", "noise_device", "noise_crawl_time"), len(acts), after(w))
    events: list[Row] = [
        event(act, at, who, author=author) | {"text": OneOf((None, text, act.post.text))}
        for act, at, text in zip(acts, said, texts, strict=True)
    ]
    return draw.case("retweets", build, Truth(events=events), draw.stem(SHARES, ("tweets",)))


SPOKEN = re.compile(r"shar|ret|repost|reblog|转发|compart|geteilt|リポスト")
"""Names that say that something was shared."""


def plain(draw: Draw) -> Case:
    """Who shared what: the time's name says it, or the file's."""
    rows = draw.rows()
    w = draw.world(rows // 4 + 5, rows // 10 + 4)
    acts = w.acts("repost", rows)
    build = draw.builder("shares")
    who = build.people("share_actor", each(acts, lambda act: act.actor), "events.actor", only=NO_AUTHOR)
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post", only=draw.plain_names)
    spoken = draw.chance(0.5)
    moments = each(acts, lambda act: act.time)
    said = build.times("share_time", moments, "events.time", only=SPOKEN if spoken else None)
    truth = Truth(events=[event(act, at, who) for act, at in zip(acts, said, strict=True)])
    return draw.case("shares_plain", build, truth, draw.stem(SHARES, neutral=spoken))


def again(draw: Draw) -> Case:
    """The same person shares the same thing on another day, with an id of its own: the first counts, or both do.

    An id that comes twice is a double.
    """
    draw.styled(draw.style.container, "en")
    rows = draw.rows(10, 120)
    w = draw.world(rows // 4 + 5, rows // 10 + 4)
    acts = w.acts("repost", rows)
    more = [act.later(draw.rng.randrange(86_400, 20 * 86_400), f"again{i}") for i, act in enumerate(acts[::4])]
    build = draw.builder("shares")
    every = sorted([*acts, *more], key=lambda act: act.time)
    build.ids("share_id", each(every, lambda act: act.id), header=build.names.take("share_id"))
    who = build.people("share_actor", each(every, lambda act: act.actor), "events.actor", only=NO_AUTHOR)
    build.ids("original_post", each(every, lambda act: act.post.id), "events.post")
    said = build.times("share_time", each(every, lambda act: act.time), "events.time", only=SPOKEN)
    made = [event(act, at, who) for act, at in zip(every, said, strict=True)]
    second = {act.id for act in more}
    truth = Truth(events=[row for row, act in zip(made, every, strict=True) if act.id not in second])
    truth.may_also = [row for row, act in zip(made, every, strict=True) if act.id in second]
    return draw.case("shares_again", build, truth, draw.stem(SHARES))


def follows(draw: Draw) -> Case:
    """Who follows whom, since when: a follow, and no like of a post."""
    w = draw.world(draw.rng.randint(6, 30), 4)
    acts = w.follows(draw.rows(8, 200))
    build = draw.builder("follows")
    if draw.chance(0.4):
        build.ids("row_id", each(acts, lambda act: act.id))
    who = build.people("follower", each(acts, lambda act: act.actor), "events.actor")
    build.people("followed", each(acts, lambda act: act.author), "events.author")
    said = build.times("follow_time", each(acts, lambda act: act.time), "events.time")
    truth = Truth(events=[follow(act, at, who) for act, at in zip(acts, said, strict=True)])
    return draw.case("follows_with_time", build, truth, draw.stem(FOLLOWS))


ENDS = (("source", "target"), ("from", "to"), ("from_id", "to_id"), ("Source", "Target"))


def edges(draw: Draw) -> Case:
    """A graph's edges (`source`, `target`) in a file named for follows: the source follows the target."""
    w = draw.world(draw.rng.randint(6, 30), 4)
    acts = w.follows(draw.rows(8, 200))
    build = draw.builder("follows")
    one, other = draw.one_of(*ENDS)
    build.ids("", each(acts, lambda act: act.actor.id), "events.actor", header=build.names.take(one))
    build.ids("", each(acts, lambda act: act.author.id), "events.author", header=build.names.take(other))
    said = build.times("follow_time", each(acts, lambda act: act.time), "events.time")
    truth = Truth(events=[follow(act, at, draw.ids) for act, at in zip(acts, said, strict=True)])
    return draw.case("follows_edges", build, truth, draw.stem(("follows", "follow_edges", "关注关系"), neutral=False))


ARCHETYPES = tuple(
    Archetype(name, make.__doc__ or "", make)
    for name, make in {
        "retweets": retweets,
        "shares_plain": plain,
        "shares_again": again,
        "follows_with_time": follows,
        "follows_edges": edges,
    }.items()
)
