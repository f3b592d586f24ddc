"""Reposts, shares and retweets, and follows: acts that aren't likes."""

from benchmarks.shapes import noise
from benchmarks.shapes.archetypes.frame import Archetype, Draw, after, event
from benchmarks.shapes.sheet import each
from benchmarks.shapes.truth import Case, OneOf, Truth

SHARES = ("retweets", "shares", "reposts", "reblogs", "转发记录", "retweet_network")
FOLLOWS = ("follows", "followers", "follow_list", "follower_edges", "关注记录", "粉丝列表")


def retweets(draw: Draw) -> Case:
    """The share's own id beside the original's: the share is of the original, and its own id is no post's."""
    rows = draw.rows()
    w = draw.world(rows // 4 + 5, rows // 10 + 4)
    acts = w.acts("repost", rows)
    build = draw.builder("retweets")
    build.ids("share_id", each(acts, lambda act: act.id))
    build.ids("share_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("original_post", each(acts, lambda act: act.post.id), "events.post")
    if author := draw.chance(0.7):
        build.ids("original_author", each(acts, lambda act: act.author.id), "events.author")
    if draw.chance(0.5):
        build.texts("post_text", [f"RT @{act.author.handle}: {act.post.text}" for act in acts], "events.text")
    said = build.times("share_time", each(acts, lambda act: act.time), "events.time")
    noise.add(build, ("noise_language", "noise_device", "noise_crawl_time"), len(acts), after(w))
    events = [event(act, at, author=author) for act, at in zip(acts, said, strict=True)]
    for row, act in zip(events, acts, strict=True):
        row["text"] = OneOf((None, f"RT @{act.author.handle}: {act.post.text}", act.post.text))
    return draw.case("retweets", build, Truth(events=events), draw.stem(SHARES, ("tweets",)))


def plain(draw: Draw) -> Case:
    """Who shared what, told by the time's or the file's name."""
    rows = draw.rows()
    w = draw.world(rows // 4 + 5, rows // 10 + 4)
    acts = w.acts("repost", rows)
    build = draw.builder("shares")
    build.ids("share_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    said = build.times("share_time", each(acts, lambda act: act.time), "events.time")
    truth = Truth(events=[event(act, at, author=False) for act, at in zip(acts, said, strict=True)])
    return draw.case("shares_plain", build, truth, draw.stem(SHARES, neutral=False))


def follows(draw: Draw) -> Case:
    """Who follows whom, since when: a follow, and no like of a post."""
    w = draw.world(draw.rng.randint(6, 30), 4)
    acts = w.follows(draw.rows(8, 200))
    build = draw.builder("follows")
    if draw.chance(0.4):
        build.ids("row_id", each(acts, lambda act: act.id))
    build.ids("follower", each(acts, lambda act: act.actor.id), "events.actor")
    build.ids("followed", each(acts, lambda act: act.author.id), "events.author")
    said = build.times("follow_time", each(acts, lambda act: act.time), "events.time")
    truth = Truth(events=[event(act, at, author=True) for act, at in zip(acts, said, strict=True)])
    return draw.case("follows_with_time", build, truth, draw.stem(FOLLOWS))


def edges(draw: Draw) -> Case:
    """A graph's edges (`source`, `target`) in a file named for follows."""
    w = draw.world(draw.rng.randint(6, 30), 4)
    acts = w.follows(draw.rows(8, 200))
    build = draw.builder("follows")
    one, other = draw.one_of(("source", "target"), ("from", "to"), ("from_id", "to_id"), ("Source", "Target"))
    build.ids("", each(acts, lambda act: act.actor.id), "events.actor", header=build.names.take(one))
    build.ids("", each(acts, lambda act: act.author.id), "events.author", header=build.names.take(other))
    said = build.times("follow_time", each(acts, lambda act: act.time), "events.time")
    truth = Truth(events=[event(act, at, author=True) for act, at in zip(acts, said, strict=True)])
    return draw.case("follows_edges", build, truth, draw.stem(("follows", "follow_edges", "关注关系"), neutral=False))


ARCHETYPES = tuple(
    Archetype(name, make.__doc__ or "", make)
    for name, make in {
        "retweets": retweets,
        "shares_plain": plain,
        "follows_with_time": follows,
        "follows_edges": edges,
    }.items()
)
