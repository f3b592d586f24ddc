"""Shapes that trip readers: mixed posts and shares, flags side by side, titles and totals, split and relative times."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.shapes import noise, times
from benchmarks.shapes.archetypes.comments import COMMENTS, said_by
from benchmarks.shapes.archetypes.comments import begin as begin_comments
from benchmarks.shapes.archetypes.frame import Archetype, Draw, after, event
from benchmarks.shapes.archetypes.likes import LIKES, begin, small_world
from benchmarks.shapes.archetypes.posts import OWN, POSTS, PostTable
from benchmarks.shapes.sheet import Cell, Column, Sheet, each
from benchmarks.shapes.truth import ANYTHING, Case, OneOf, Row, Truth
from benchmarks.shapes.world import Person, Post


@dataclass(frozen=True)
class _Tweet:
    """A row of a table of tweets: a post of one's own, or a share of one."""

    id: str
    actor: Person
    post: Post
    time: datetime
    shared: bool

    @property
    def text(self) -> str:
        """What the row says; a share begins with RT."""
        return f"RT @{self.post.author.handle}: {self.post.text}" if self.shared else self.post.text


def mixed_tweets(draw: Draw) -> Case:
    """Posts and shares in one table: where the shared post's id stands, the row is a share, and no post of its own."""
    draw.styled(draw.one_of("csv", "csv", "jsonl", "parquet"), "en")
    rows = draw.rows(16, 150)
    w = draw.world(rows // 3 + 4, rows)
    own = [_Tweet(post.id, post.author, post, post.time, False) for post in w.posts]
    shares = [_Tweet(act.id, act.actor, act.post, act.time, True) for act in w.acts("repost", rows // 2)]
    every = sorted([*own, *shares], key=lambda one: one.time)
    build = draw.builder("tweets")
    build.ids("", [one.id for one in every], "posts.post", header="tweetid")
    build.ids("", [one.actor.id for one in every], "posts.author", "events.actor", header="userid")
    build.texts("", [one.text for one in every], "posts.text", header="tweet_text")
    cells, said = times.column(draw.rng, [one.time for one in every], draw.style.times, draw.style.told)
    build.add("tweet_time", cells, "posts.time", "events.time")
    build.add("is_retweet", [str(one.shared) for one in every], "events.kind")
    build.ids("", [one.post.author.id if one.shared else None for one in every], header="retweet_userid")
    build.ids("", [one.post.id if one.shared else None for one in every], "events.post", header="retweet_tweetid")
    build.add("like_count", [0 if one.shared else one.post.likes for one in every], "posts.likes")
    truth = Truth(demanded=("events", "posts"))
    for one, at in zip(every, said, strict=True):
        words = OneOf((None, one.text, one.post.text))
        row: Row = {"author": one.post.author.id, "post": one.post.id, "time": at}
        if one.shared:
            truth.events.append(row | {"actor": one.actor.id, "kind": "repost", "text": words})
        else:
            truth.posts.append(row | {"text": one.text, "likes": one.post.likes})
    return draw.case("tweets_and_retweets", build, truth, draw.stem(("tweets", "ioa_tweets", "tweets_export")))


FLAGS = ("is_click", "is_like", "is_follow", "is_comment", "is_forward")


def flags(draw: Draw) -> Case:
    """One row a showing, with a flag for each deed side by side: the likes are where the flag of likes is set."""
    draw.styled(draw.one_of("csv", "parquet", "csv"), "en")
    w = small_world(draw, rows := draw.rows(20))
    acts = w.acts("like", rows)
    build = draw.builder("log")
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor", only=draw.plain_names)
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post", only=draw.plain_names)
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time", only=draw.plain_names)
    liked = [draw.chance(0.3) for _ in acts]
    clicked = [1 if one or draw.chance(0.5) else 0 for one in liked]
    build.add("is_click", list(clicked), "events.kind")
    build.add("is_like", [int(one) for one in liked], "events.kind")
    others = {name: [int(draw.chance(0.04)) for _ in acts] for name in FLAGS[2:]}
    for name, cells in others.items():
        build.add(name, list(cells), "events.kind")
    made = [event(act, at, who) for act, at in zip(acts, said, strict=True)]
    truth = Truth(events=[row for row, one in zip(made, liked, strict=True) if one])
    flagged = {"view": clicked, "comment": others["is_comment"], "repost": others["is_forward"]}
    truth.may_also = [
        row | {"kind": kind} for kind, cells in flagged.items() for row, one in zip(made, cells, strict=True) if one
    ]
    return draw.case(
        "flags_side_by_side", build, truth, draw.stem(("log_standard", "feed_log", "interactions"), neutral=False)
    )


TITLES = {"zh": "最多导出排序后前1000条笔记", "en": "Maximum of 1000 posts available to include in this list"}


def title_above(draw: Draw) -> Case:
    """A title in the first row, above the header, as back offices write it."""
    draw.styled(draw.one_of("xlsx", "csv"), draw.one_of("zh", "en"))
    case = _own_posts(draw, "title_above_the_header")
    sheet = case.sheets[0]
    columns = [
        Column(TITLES[draw.language] if place == 0 else "", [one.header, *one.cells], one.means)
        for place, one in enumerate(sheet.columns)
    ]
    case.labels = sheet.meanings()
    case.sheets = [Sheet(sheet.name, columns)]
    return case


def _own_posts(draw: Draw, name: str) -> Case:
    w = draw.world(1, draw.rows(8, 120))
    table = PostTable(draw, w.posts)
    table.ids()
    table.words(True, False)
    table.times()
    table.counts(("views", "likes", "comments", "saves"))
    return table.case(name, draw.stem(OWN))


SUMS: Mapping[str, Cell] = {"posts.views": 10**7, "posts.likes": 10**6, "posts.comments": 10**4}
TOTALS = {"zh": "总计", "en": "Total"}


def total_row(draw: Draw) -> Case:
    """A row of totals, first or last, without a time: it is no post."""
    draw.styled(draw.one_of("xlsx", "csv"), draw.one_of("zh", "en"))
    case = _own_posts(draw, "row_of_totals")
    sheet = case.sheets[0]
    first = draw.chance(0.5)

    def with_total(column: Column) -> Column:
        total = SUMS.get(column.means[0], "") if column.means else ""
        total = TOTALS[draw.language] if column.means == ("posts.post",) else total
        cells: list[Cell] = [total, *column.cells] if first else [*column.cells, total]
        return Column(column.header, cells, column.means)

    case.sheets = [Sheet(sheet.name, [with_total(one) for one in sheet.columns])]
    return case


DATE_TIME = {"zh": ("日期", "时间"), "en": ("date", "time"), "de": ("Datum", "Uhrzeit"), "es": ("fecha", "hora")}


def split_time(draw: Draw) -> Case:
    """The day and the time of day in two columns: together they are the moment."""
    draw.styled(draw.one_of("csv", "xlsx", "json"), draw.one_of("en", "zh", "de", "es"))
    w, acts, build = begin(draw)
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    day, clock = DATE_TIME[draw.language]
    plain = times.STYLES["iso_naive"]
    cells, said = times.column(draw.rng, each(acts, lambda act: act.time), plain, draw.style.told)
    build.add(build.names.take(day), [str(cell)[:10] for cell in cells], "events.time")
    build.add(build.names.take(clock), [str(cell)[11:] for cell in cells], "events.time")
    truth = Truth(events=[event(act, at, who) for act, at in zip(acts, said, strict=True)])
    noise.add(build, ("noise_row_number", "noise_device"), len(acts), after(w), most=1)
    return draw.case("day_and_time_apart", build, truth, draw.stem(LIKES))


AGO = {
    "zh": ("刚刚", "5分钟前", "3小时前", "昨天 12:30", "2天前", "3周前·浙江", "05-03"),
    "en": ("just now", "5 minutes ago", "2h ago", "yesterday", "3 days ago", "2 weeks ago", "1 month ago (edited)"),
}


def relative_times(draw: Draw) -> Case:
    """Times that count from a moment nobody states (2 days ago): refused, or read as estimates and told."""
    draw.styled(draw.one_of("csv", "jsonl"), draw.one_of("zh", "en"))
    _, acts, build = begin_comments(draw, most=100)
    build.ids("comment_id", each(acts, lambda act: act.id))
    build.ids("commented_post", each(acts, lambda act: act.post.id), "events.post")
    who = build.people("comment_actor", each(acts, lambda act: act.actor), "events.actor")
    build.texts("comment_text", each(acts, lambda act: act.text), "events.text")
    build.texts("comment_time", [draw.one_of(*AGO[draw.language]) for _ in acts], "events.time")
    truth = Truth("either", events=said_by(acts, [ANYTHING] * len(acts), who), must_tell=("events.time",))
    return draw.case("relative_times", build, truth, draw.stem(COMMENTS))


def doubled(draw: Draw) -> Case:
    """Some rows stand twice, to the last sign: each counts once (in the tables as they are read, or afterwards)."""
    w, acts, build = begin(draw)
    twice = [act for act in acts for _ in range(2 if draw.chance(0.1) else 1)]
    build.columns.clear()
    who = build.people("like_actor", each(twice, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(twice, lambda act: act.post.id), "events.post")
    said = build.times("like_time", each(twice, lambda act: act.time), "events.time")
    once = {id(act): (act, at) for act, at in zip(twice, said, strict=True)}
    noise.add(build, ("noise_device",), len(twice), after(w), most=0)
    rows = [event(act, at, who) for act, at in once.values()]
    truth = Truth(events=rows, may_also=rows)
    return draw.case("rows_twice", build, truth, draw.stem(LIKES))


def ratings(draw: Draw) -> Case:
    """Ratings from one to five: which of them are likes can't be told, so they are refused, or it is said."""
    draw.styled(draw.style.container, "en")
    w, acts, build = begin(draw)
    build.columns.clear()
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor", only=draw.plain_names)
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post", only=draw.plain_names)
    stars = [draw.rng.randrange(1, 11) / 2 for _ in acts]
    build.add(build.names.take(draw.one_of("rating", "stars", "Rating")), list(stars), "events.kind")
    said = build.times("like_time", each(acts, lambda act: act.time), "events.time", only=draw.plain_names)
    noise.add(build, ("noise_row_number",), len(acts), after(w), most=1)
    rows = [event(act, at, who) for act, at in zip(acts, said, strict=True)]
    truth = Truth("either", must_tell=("events.kind",), may_also=rows)
    return draw.case("ratings", build, truth, draw.stem(("ratings", "reviews")))


def many_zones(draw: Draw) -> Case:
    """Moments with offsets that differ from row to row, as people travel: each is what it says."""
    draw.styled(draw.one_of("csv", "jsonl", "json"), "en")
    w = small_world(draw, rows := draw.rows())
    acts = w.acts("like", rows)
    build = draw.builder("likes")
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    offset = times.STYLES["iso_offset"]
    told = [times.column(draw.rng, [act.time], offset, None) for act in acts]
    build.add(build.names.draw("like_time"), [cells[0] for cells, _ in told], "events.time")
    truth = Truth(events=[event(act, said[0], who) for act, (_, said) in zip(acts, told, strict=True)])
    return draw.case("offsets_differ", build, truth, draw.stem(LIKES))


def video_tool(draw: Draw) -> Case:
    """Videos with shares watched to the end and seconds watched, as percent or as a ratio told by a percent sign."""
    draw.styled(draw.one_of("csv", "xlsx"), draw.one_of("zh", "en"))
    w = draw.world(1, draw.rows(8, 100))
    table = PostTable(draw, w.posts)
    table.ids()
    table.words(True, False)
    table.times()
    table.counts(("views", "likes"))
    shares = [round(post.completion, 3) for post in w.posts]
    table.build.add(
        table.build.names.draw("completion_rate"), [f"{one * 100:.1f}%" for one in shares], "posts.completion_rate"
    )
    table.say("completion_rate", shares)
    seconds = [post.watch_s for post in w.posts]
    table.build.add(table.build.names.draw("avg_watch"), list(seconds), "posts.avg_watch_s")
    table.say("avg_watch_s", seconds)
    return table.case("posts_watched", draw.stem((*OWN, *POSTS)))


LATER = timedelta(days=40)


def edited_times(draw: Draw) -> Case:
    """A time of creation beside a time of a later change: the first is when it was done."""
    _, acts, build = begin(draw)
    who = build.people("like_actor", each(acts, lambda act: act.actor), "events.actor")
    build.ids("liked_post", each(acts, lambda act: act.post.id), "events.post")
    moments = each(acts, lambda act: act.time)
    later = [moment + LATER * draw.rng.random() for moment in moments]
    header = build.names.draw("noise_updated")
    build.add(header, times.column(draw.rng, later, draw.style.times, draw.style.told)[0])
    said = build.times("like_time", moments, "events.time")
    truth = Truth(events=[event(act, at, who) for act, at in zip(acts, said, strict=True)])
    return draw.case("changed_later", build, truth, draw.stem(LIKES))


ARCHETYPES = tuple(
    Archetype(name, make.__doc__ or "", make)
    for name, make in {
        "tweets_and_retweets": mixed_tweets,
        "flags_side_by_side": flags,
        "title_above_the_header": title_above,
        "row_of_totals": total_row,
        "day_and_time_apart": split_time,
        "relative_times": relative_times,
        "rows_twice": doubled,
        "ratings": ratings,
        "offsets_differ": many_zones,
        "posts_watched": video_tool,
        "changed_later": edited_times,
    }.items()
)
