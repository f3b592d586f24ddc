"""Files that spreadsheets, data frames and people have been at: damaged ids, bad cells, serial dates, no header."""

from datetime import UTC, datetime, timedelta

from benchmarks.shapes import times
from benchmarks.shapes.archetypes.comments import begin as begin_comments
from benchmarks.shapes.archetypes.frame import Archetype, Draw, event
from benchmarks.shapes.archetypes.likes import LIKES, begin, small_world
from benchmarks.shapes.archetypes.posts import OWN, POSTS, PostTable
from benchmarks.shapes.sheet import Cell, Column, Sheet, each
from benchmarks.shapes.truth import ANYTHING, Case, OneOf, Truth

BAD = ("hidden", "?", "n/a (private)", "error", "#REF!", "不可见", "loading…")


def bad_cells(draw: Draw) -> Case:
    """A word stands in a few cells of a count: those are unknown, and the rows are posts all the same."""
    draw.styled(draw.one_of("csv", "csv", "jsonl", "xlsx"))
    w = draw.world(draw.rng.randint(3, 20), draw.rows(15, 120))
    table = PostTable(draw, w.posts)
    table.ids()
    table.authors()
    table.words(True, False)
    table.times()
    table.counts(("views", "comments"))
    sign = draw.one_of(*BAD)
    bad = set(draw.rng.sample(range(len(w.posts)), max(1, len(w.posts) // 12)))
    likes: list[Cell] = [sign if place in bad else post.likes for place, post in enumerate(w.posts)]
    table.build.add(table.build.names.draw("likes"), likes, "posts.likes")
    table.say("likes", [None if place in bad else post.likes for place, post in enumerate(w.posts)])
    return table.case("posts_bad_cells", draw.stem(POSTS))


def leading_zeros(draw: Draw) -> Case:
    """Ids that begin with zeros are texts, and keep them."""
    draw.styled(draw.one_of("csv", "csv", "json", "xlsx"))
    _, acts, build = begin(draw, person_ids="small", post_ids="small")
    build.columns.clear()
    build.add(build.names.draw("like_actor"), [act.actor.id.zfill(6) for act in acts], "events.actor")
    build.add(build.names.draw("liked_post", draw.plain_names), [act.post.id.zfill(5) for act in acts], "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    rows = [
        event(act, at, draw.ids) | {"actor": act.actor.id.zfill(6), "post": act.post.id.zfill(5)}
        for act, at in zip(acts, said, strict=True)
    ]
    return draw.case("ids_with_leading_zeros", build, Truth(events=rows), draw.stem(LIKES))


def rounded_ids(draw: Draw) -> Case:
    """A spreadsheet rounded long ids to 4.70000E+18, so that many people became one: refused, or told."""
    draw.styled("csv")
    _, acts, build = begin(draw, person_ids="big", post_ids="shortcode")
    build.columns.clear()
    build.add(build.names.draw("like_actor"), [f"{int(act.actor.id):.5E}" for act in acts], "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time")
    rows = [event(act, at, draw.ids) | {"actor": ANYTHING} for act, at in zip(acts, said, strict=True)]
    truth = Truth("either", events=rows, must_tell=("events.actor",))
    return draw.case("ids_rounded_by_a_spreadsheet", build, truth, draw.stem(LIKES))


FIRST_DAY = datetime(1899, 12, 30, tzinfo=UTC)
"""Day 0 of a spreadsheet."""


def serial_dates(draw: Draw) -> Case:
    """Days since 1899 under the name of a time, as a spreadsheet keeps moments: near 46,000 they are these years."""
    draw.styled(draw.one_of("csv", "xlsx"), draw.one_of("en", "zh", "de"))
    w = draw.world(1, draw.rows(10, 80))
    table = PostTable(draw, w.posts)
    table.ids()
    table.words(True, False)
    days = [(post.time - FIRST_DAY).days for post in w.posts]
    table.build.add(table.build.names.draw("post_time"), list(days), "posts.time")
    table.say("time", [FIRST_DAY + timedelta(days=day) for day in days])
    table.build.style = draw.style
    table.counts(("views", "likes", "comments"))
    case = table.case("serial_dates", draw.stem(OWN))
    case.timezone = None
    return case


DAYS = ("day", "long_month", "compact_day")


def days_alone(draw: Draw) -> Case:
    """Days without a time of day: the day's beginning."""
    draw.styled(draw.one_of("csv", "csv", "json", "xlsx"), draw.one_of("en", "zh"))
    w = draw.world(draw.rng.randint(1, 12), draw.rows(10, 120))
    table = PostTable(draw, w.posts)
    table.ids()
    table.authors()
    table.words(draw.chance(0.6), False)
    table.times(times.STYLES[draw.one_of(*DAYS) if draw.language == "en" else "day"])
    table.counts(("views", "likes", "comments"))
    return table.case("posts_days_alone", draw.stem(POSTS))


def without_header(draw: Draw) -> Case:
    """Rows without a header: what the columns are can't be told."""
    draw.styled(draw.one_of("csv", "xlsx"))
    _, acts, build = begin(draw)
    build.ids("like_actor", each(acts, lambda act: act.actor.id))
    build.ids("liked_post", each(acts, lambda act: act.post.id))
    build.times("like_time", each(acts, lambda act: act.time), style=times.STYLES["iso_naive"])
    case = draw.case("no_header", build, Truth(expected="refuse", demanded=()), draw.stem(LIKES))
    sheet = case.sheets[0]
    case.sheets = [Sheet(sheet.name, [Column(_text(one.cells[0]), one.cells[1:]) for one in sheet.columns])]
    return case


def _text(cell: Cell) -> str:
    return str(cell)


def headed_only(draw: Draw) -> Case:
    """A header and no rows: there is nothing to read."""
    draw.styled(draw.one_of("csv", "xlsx"))
    _, acts, build = begin_comments(draw, most=20)
    build.ids("comment_id", each(acts[:0], lambda act: act.id))
    build.ids("commented_post", each(acts[:0], lambda act: act.post.id))
    build.ids("comment_actor", each(acts[:0], lambda act: act.actor.id))
    build.texts("comment_text", each(acts[:0], lambda act: act.text))
    build.texts("comment_time", each(acts[:0], lambda act: act.text))
    return draw.case("header_alone", build, Truth(expected="refuse", demanded=()), draw.stem(("comments", "export")))


def float_ids(draw: Draw) -> Case:
    """A data frame wrote ids as 12.0, since one was missing: they are the posts' 12 in the other file."""
    draw.styled("folder", "en")
    w = small_world(draw, rows := draw.rows(20, 120), post_ids=draw.one_of("small", "uid"))
    acts = w.acts("like", rows)
    likes = draw.builder("likes")
    likes.shown = draw.ids
    likes.people("like_actor", each(acts, lambda act: act.actor), "events.actor")
    missing = draw.rng.randrange(len(acts))
    cells: list[Cell] = [None if place == missing else f"{act.post.id}.0" for place, act in enumerate(acts)]
    likes.add(likes.names.draw("liked_post", draw.plain_names), cells, "events.post")
    said = likes.times("like_time", each(acts, lambda act: act.time), "events.time", style=times.STYLES["iso_z"])
    table = PostTable(draw, w.posts)
    table.build.name = "posts"
    table.build.shown = draw.ids
    table.ids()
    table.authors()
    table.times(times.STYLES["iso_z"])
    truth = Truth(posts=table.rows, demanded=("events", "posts"))
    told = enumerate(zip(acts, said, strict=True))
    truth.events = [event(act, at, draw.ids, author=True) for place, (act, at) in told if place != missing]
    sheets = [likes.sheet(0).filled(""), table.build.sheet(0).filled("")]
    return Case("ids_as_floats", sheets, truth, "folder", draw.one_of("export", "frames"), None)


def halved_texts(draw: Draw) -> Case:
    """Titles stand in some rows, words in all: both are the post's text."""
    w = draw.world(draw.rng.randint(3, 20), draw.rows(12, 100))
    table = PostTable(draw, w.posts)
    table.ids()
    table.authors()
    titled = [post.title if draw.chance(0.5) else None for post in w.posts]
    table.build.texts("post_title", titled, "posts.text")
    table.build.texts("post_text", each(w.posts, lambda post: post.text), "posts.text")
    told = zip(table.rows, w.posts, titled, strict=True)
    for row, post, title in told:
        joined = [f"{title}{mark}{post.text}" for mark in ("\n", " ", "\n\n")] if title else []
        row["text"] = OneOf((post.text, *joined, *([title] if title else [None])))
    table.times()
    table.counts(("likes", "comments"))
    return table.case("posts_some_titles", draw.stem(POSTS))


ARCHETYPES = tuple(
    Archetype(name, make.__doc__ or "", make)
    for name, make in {
        "posts_bad_cells": bad_cells,
        "posts_some_titles": halved_texts,
        "posts_days_alone": days_alone,
        "serial_dates": serial_dates,
        "ids_with_leading_zeros": leading_zeros,
        "ids_as_floats": float_ids,
        "ids_rounded_by_a_spreadsheet": rounded_ids,
        "no_header": without_header,
        "header_alone": headed_only,
    }.items()
)
