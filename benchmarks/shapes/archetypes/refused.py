"""Files in which there is nothing to read, or from which the most needed column is missing."""

from datetime import timedelta

from benchmarks.shapes import noise
from benchmarks.shapes.archetypes.comments import COMMENTS, begin
from benchmarks.shapes.archetypes.frame import Archetype, Draw, after
from benchmarks.shapes.archetypes.shares import FOLLOWS
from benchmarks.shapes.sheet import each, utc
from benchmarks.shapes.truth import Case, Truth


def _refuse() -> Truth:
    return Truth(expected="refuse", demanded=())


def comments_of_one_post(draw: Draw) -> Case:
    """Comments without a post anywhere, as a tool gives those of one video: whose they are can't be told."""
    w, acts, build = begin(draw, most=80)
    build.ids("comment_id", each(acts, lambda act: act.id))
    build.ids("comment_actor", each(acts, lambda act: act.actor.id))
    build.texts("comment_text", each(acts, lambda act: act.text))
    build.times("comment_time", each(acts, lambda act: act.time))
    build.counts("comment_likes", [int(draw.rng.paretovariate(0.8)) - 1 for _ in acts])
    noise.add(build, ("noise_row_number", "noise_location", "noise_avatar"), len(acts), after(w))
    return draw.case("comments_without_post", build, _refuse(), draw.stem(COMMENTS))


def follows_without_time(draw: Draw) -> Case:
    """Who follows whom, and no time: an event needs one."""
    w = draw.world(draw.rng.randint(6, 30), 3)
    acts = w.follows(draw.rows(8, 150))
    build = draw.builder("follows")
    build.ids("follower", each(acts, lambda act: act.actor.id))
    build.ids("followed", each(acts, lambda act: act.author.id))
    if draw.chance(0.5):
        build.texts("display_name", each(acts, lambda act: act.actor.name))
    return draw.case("follows_without_time", build, _refuse(), draw.stem(FOLLOWS))


def likes_without_time(draw: Draw) -> Case:
    """Who likes what, and no time: an event needs one."""
    w = draw.world(12, 10)
    acts = w.acts("like", draw.rows(8, 80))
    build = draw.builder("likes")
    build.ids("like_actor", each(acts, lambda act: act.actor.id))
    build.ids("liked_post", each(acts, lambda act: act.post.id))
    return draw.case("likes_without_time", build, _refuse(), draw.stem(("likes", "likers", "点赞记录")))


DAY_HEADERS = {
    "en": (("Date", "date", "Day"), ("Views", "Impressions"), ("Likes", "Engagements"), ("New follows", "Followers")),
    "zh": (("日期",), ("播放量", "阅读数"), ("点赞量", "作品点赞"), ("净增粉丝", "总粉丝量")),
}


def days(draw: Draw) -> Case:
    """A summary a day: no row is a post or a deed."""
    draw.styled(draw.one_of("csv", "xlsx"), draw.one_of("en", "zh"))
    build = draw.builder("daily")
    headers = [draw.one_of(*names) for names in DAY_HEADERS[draw.language]]
    first = utc(2025, draw.rng.randint(1, 12), 1)
    rows = draw.rows(10, 120)
    build.add(headers[0], [(first + timedelta(days=day)).strftime("%Y-%m-%d") for day in range(rows)])
    for header in headers[1:]:
        build.add(header, [draw.rng.randrange(5000) for _ in range(rows)])
    return draw.case(
        "summary_a_day", build, _refuse(), draw.stem(("overview", "daily_views", "每日数据", "account_overview"))
    )


def hashtags(draw: Draw) -> Case:
    """A list of hashtags with how often they were used."""
    build = draw.builder("hashtags")
    tags = [
        "#" + one for one in draw.rng.sample(("soup", "bread", "river", "night", "light", "music", "骑行", "穿搭"), 6)
    ]
    build.add(draw.one_of("hashtag", "tag", "Hashtag", "话题"), tags)
    build.add(draw.one_of("count", "posts", "uses", "次数"), [draw.rng.randrange(10, 90_000) for _ in tags])
    return draw.case("hashtags", build, _refuse(), draw.stem(("hashtags", "trending_tags")))


def bank(draw: Draw) -> Case:
    """A bank's statement: dates, amounts and purposes."""
    draw.styled("csv", draw.one_of("en", "de", "zh"))
    headers = {
        "en": ("Date", "Description", "Amount", "Balance"),
        "de": ("Buchungstag", "Verwendungszweck", "Betrag", "Saldo"),
        "zh": ("交易日期", "摘要", "金额", "余额"),
    }[draw.language]
    build = draw.builder("statement")
    rows = draw.rows(8, 90)
    first = utc(2026, 1, 2)
    build.add(headers[0], [(first + timedelta(days=row)).strftime("%Y-%m-%d") for row in range(rows)])
    build.add(headers[1], [draw.one_of("Groceries", "Rent", "Salary", "水费", "Strom") for _ in range(rows)])
    build.add(headers[2], [f"{draw.rng.randrange(-90_000, 300_000) / 100:.2f}" for _ in range(rows)])
    build.add(headers[3], [f"{draw.rng.randrange(0, 900_000) / 100:.2f}" for _ in range(rows)])
    return draw.case("bank_statement", build, _refuse(), draw.stem(("statement", "transactions", "Umsaetze", "流水")))


def weather(draw: Draw) -> Case:
    """Measurements of weather stations."""
    draw.styled(draw.one_of("csv", "json", "parquet"), "en")
    build = draw.builder("weather")
    rows = draw.rows(10, 150)
    first = utc(2026, 2, 1)
    build.add(
        draw.one_of("station_id", "station", "STATION"), [draw.one_of("10384", "10385", "10391") for _ in range(rows)]
    )
    build.add(
        draw.one_of("time", "timestamp", "DATE"), [(first + timedelta(hours=row)).isoformat() for row in range(rows)]
    )
    build.add("temp_c", [draw.rng.randrange(-80, 350) / 10 for _ in range(rows)])
    build.add("humidity", [draw.rng.randrange(20, 100) for _ in range(rows)])
    return draw.case("weather", build, _refuse(), draw.stem(("weather", "stations", "observations")))


ARCHETYPES = tuple(
    Archetype(name, make.__doc__ or "", make)
    for name, make in {
        "comments_without_post": comments_of_one_post,
        "follows_without_time": follows_without_time,
        "likes_without_time": likes_without_time,
        "summary_a_day": days,
        "hashtags": hashtags,
        "bank_statement": bank,
        "weather": weather,
    }.items()
)
