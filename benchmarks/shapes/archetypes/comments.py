"""Tables of comments: with and without counts of their own, replies, shown names, deleted people."""

from benchmarks.shapes import noise
from benchmarks.shapes.archetypes.frame import Archetype, Draw, after, event
from benchmarks.shapes.sheet import Builder, each
from benchmarks.shapes.truth import Case, OneOf, Row, Truth
from benchmarks.shapes.world import Act, World

COMMENTS = (
    "comments",
    "all_comments",
    "video_comments",
    "comments_export",
    "评论",
    "评论导出",
    "search_comments_2026-05-03",
)
ENGLISH_ONLY = "en"


def begin(draw: Draw, most: int = 300) -> tuple[World, list[Act], Builder]:
    """Return a world, comments in it, and a builder."""
    rows = draw.rows(most=most)
    w = draw.world(draw.rng.randint(4, 8) + rows // 4, draw.rng.randint(2, 6) + rows // 10)
    return w, w.acts("comment", rows), draw.builder("comments")


def said_by(acts: list[Act], times: list[object], author: bool = False) -> list[Row]:
    """Return the canonical rows of comments; a text of blanks and signs at its ends may be cut there."""
    return [
        event(act, at, author=author) | {"text": OneOf((act.text, act.text.strip()))}  # type: ignore[arg-type]
        for act, at in zip(acts, times, strict=True)
    ]


def core(build: Builder, acts: list[Act], own_id: bool = True) -> list[object]:
    """Add a comment's own id, post, person, words and time; return the times that are said."""
    if own_id:
        build.ids("comment_id", each(acts, lambda act: act.id))
    build.ids("commented_post", each(acts, lambda act: act.post.id), "events.post")
    build.ids("comment_actor", each(acts, lambda act: act.actor.id), "events.actor")
    build.texts("comment_text", each(acts, lambda act: act.text), "events.text")
    return build.times("comment_time", each(acts, lambda act: act.time), "events.time")


def plain(draw: Draw) -> Case:
    """A text beside a person, a post and a time: a comment on the post."""
    w, acts, build = begin(draw)
    said = core(build, acts, own_id=draw.chance(0.7))
    noise.add(build, noise.COMMENT_NOISE, len(acts), after(w))
    truth = Truth(events=said_by(acts, said))
    return draw.case("comments_plain", build, truth, draw.stem(COMMENTS, ("users",)))


def with_counts(draw: Draw) -> Case:
    """Comments with likes and replies of their own: those are the comments' counts, and no post's."""
    w, acts, build = begin(draw)
    said = core(build, acts)
    build.counts("comment_likes", [int(draw.rng.paretovariate(0.7)) - 1 for _ in acts])
    if draw.chance(0.6):
        build.counts("comment_replies", [draw.rng.choice((0, 0, 0, 1, 2, 9)) for _ in acts])
    noise.add(build, noise.COMMENT_NOISE, len(acts), after(w))
    truth = Truth(events=said_by(acts, said))
    return draw.case("comments_with_counts", build, truth, draw.stem(COMMENTS, ("posts_backup",)))


def replies(draw: Draw) -> Case:
    """A parent's id: an answer to a comment is a comment on the same post."""
    w, acts, build = begin(draw)
    said = core(build, acts)
    build.ids("comment_parent", _parents(draw, acts), header=None)
    if draw.chance(0.5):
        build.counts("comment_likes", [int(draw.rng.paretovariate(0.8)) - 1 for _ in acts])
    noise.add(build, noise.COMMENT_NOISE, len(acts), after(w), most=2)
    rows = said_by(acts, said)
    return draw.case("comments_with_parents", build, Truth(events=rows), draw.stem(COMMENTS))


def _parents(draw: Draw, acts: list[Act]) -> list[str | None]:
    """An earlier comment on the same post, for a third of the comments; else 0 or nothing, as tools write it."""
    none = draw.one_of(None, "0", "")
    parents: list[str | None] = []
    for place, act in enumerate(acts):
        before = [one.id for one in acts[:place] if one.post is act.post]
        parents.append(draw.rng.choice(before) if before and draw.chance(0.35) else none)
    return parents


def with_names(draw: Draw) -> Case:
    """An id and a shown name of the commenter, and the post's title: ids are ids."""
    w, acts, build = begin(draw)
    said = core(build, acts)
    build.texts("display_name", each(acts, lambda act: act.actor.name), "accounts.name")
    noise.add(build, noise.COMMENT_NOISE, len(acts), after(w))
    truth = Truth(events=said_by(acts, said))
    truth.accounts = [{"account": person.id, "name": person.name} for person in w.people]
    return draw.case("comments_with_names", build, truth, draw.stem(COMMENTS))


def with_author(draw: Draw) -> Case:
    """The post's author stands in each comment's row, beside the commenter."""
    w, acts, build = begin(draw)
    said = core(build, acts)
    build.ids("post_author", each(acts, lambda act: act.author.id), "events.author")
    noise.add(build, ("noise_row_number", "noise_location", "noise_flag"), len(acts), after(w))
    truth = Truth(events=said_by(acts, said, author=True))
    return draw.case("comments_with_author", build, truth, draw.stem(COMMENTS))


def deleted(draw: Draw) -> Case:
    """Some people are gone (`[deleted]`): their comments are nobody's."""
    draw.styled(draw.one_of("csv", "jsonl", "csv"))
    w, acts, build = begin(draw)
    sign = draw.one_of("[deleted]", "[deleted]", "[removed]", "已注销", "匿名用户", "None")
    gone = {act.id for act in acts if draw.chance(0.12)}
    build.ids("comment_id", each(acts, lambda act: act.id))
    build.ids("commented_post", each(acts, lambda act: act.post.id), "events.post")
    build.ids("comment_actor", [sign if act.id in gone else act.actor.id for act in acts], "events.actor")
    build.texts("comment_text", each(acts, lambda act: act.text), "events.text")
    said = build.times("comment_time", each(acts, lambda act: act.time), "events.time")
    kept = [row for row, act in zip(said_by(acts, said), acts, strict=True) if act.id not in gone]
    noise.add(build, noise.COMMENT_NOISE, len(acts), after(w), most=1)
    return draw.case("comments_deleted_people", build, Truth(events=kept), draw.stem(COMMENTS))


def without_text(draw: Draw) -> Case:
    """A comment's own id beside person, post and time, in a file named for comments; the words were left out."""
    w, acts, build = begin(draw)
    build.ids(
        "comment_id", each(acts, lambda act: act.id), header=build.names.take(draw.one_of("comment_id", "commentId"))
    )
    build.ids("commented_post", each(acts, lambda act: act.post.id), "events.post")
    build.ids("comment_actor", each(acts, lambda act: act.actor.id), "events.actor")
    said = build.times("comment_time", each(acts, lambda act: act.time), "events.time")
    rows = [event(act, at, author=False) for act, at in zip(acts, said, strict=True)]
    return draw.case("comments_without_text", build, Truth(events=rows), draw.stem(COMMENTS, neutral=False))


ARCHETYPES = tuple(
    Archetype(name, make.__doc__ or "", make)
    for name, make in {
        "comments_plain": plain,
        "comments_with_counts": with_counts,
        "comments_with_parents": replies,
        "comments_with_names": with_names,
        "comments_with_author": with_author,
        "comments_deleted_people": deleted,
        "comments_without_text": without_text,
    }.items()
)
