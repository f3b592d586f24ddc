"""Columns that say nothing of who did what: when a crawler ran, row numbers, avatars, places, devices, hashes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from benchmarks.shapes.sheet import Builder, Cell

Make = Callable[[Builder, int, datetime], list[Cell]]


def _crawled(build: Builder, rows: int, after: datetime) -> list[Cell]:
    """One run of a crawler: the same moment in all rows, or a second later every few rows."""
    step = build.rng.choice((0, 0, 1, 2))
    style = build.style.times
    return [style.write(after + timedelta(days=3, seconds=step * (row // 7))) for row in range(rows)]


def _updated(build: Builder, rows: int, after: datetime) -> list[Cell]:
    style = build.style.times
    return [style.write(after + timedelta(seconds=build.rng.randrange(86_400))) for _ in range(rows)]


def _hashes(build: Builder, rows: int, _: datetime) -> list[Cell]:
    return [f"{build.rng.getrandbits(128):032x}" for _ in range(rows)]


def _avatars(build: Builder, rows: int, _: datetime) -> list[Cell]:
    return [f"https://cdn.example/{build.rng.getrandbits(40):010x}.jpg" for _ in range(rows)]


def _addresses(build: Builder, rows: int, _: datetime) -> list[Cell]:
    return [f"203.0.113.{build.rng.randrange(1, 250)}" for _ in range(rows)]


def _of(*values: Cell) -> Make:
    return lambda build, rows, _: [build.rng.choice(values) for _ in range(rows)]


KINDS: Mapping[str, Make] = {
    "noise_crawl_time": _crawled,
    "noise_row_number": lambda _build, rows, _after: list(range(rows)),
    "noise_avatar": _avatars,
    "noise_ip": _addresses,
    "noise_location": _of("Berlin", "Lima", "Chennai", "上海", "北京", "广东", "Osaka"),
    "noise_device": _of("web", "android", "iPhone 15", "Twitter for Android"),
    "noise_language": _of("en", "zh", "es", "und"),
    "noise_flag": _of(0, 0, 0, 1),
    "noise_updated": _updated,
    "noise_hash": _hashes,
    "noise_keyword": lambda build, rows, _: [build.rng.choice(("soup", "bread", "骑行"))] * rows,
}
"""How the cells of each kind of noise are made: from a builder, a number of rows, and a moment after all others."""

EVENT_NOISE = ("noise_crawl_time", "noise_row_number", "noise_ip", "noise_device", "noise_updated", "noise_flag")
COMMENT_NOISE = ("noise_crawl_time", "noise_avatar", "noise_location", "noise_flag", "noise_row_number", "noise_hash")
POST_NOISE = (
    "noise_crawl_time",
    "noise_location",
    "noise_language",
    "noise_device",
    "noise_flag",
    "noise_updated",
    "noise_hash",
    "noise_keyword",
    "noise_row_number",
)


def add(build: Builder, kinds: Sequence[str], rows: int, after: datetime, most: int = 3) -> None:
    """Add up to `most` columns of noise; a row number stands first, as it does in the wild."""
    chosen = build.rng.sample(list(kinds), build.rng.randint(0, min(most, len(kinds))))
    for kind in chosen:
        try:
            header = build.names.draw(kind)
        except LookupError:
            continue
        build.add(header, KINDS[kind](build, rows, after))
        if kind == "noise_row_number":
            build.columns.insert(0, build.columns.pop())
