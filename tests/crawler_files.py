"""Files as MediaCrawler writes them, with invented people and words, for the tests of its door."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from files_written import Row, as_lines
from test_sources_support import written

HERE = Path(__file__).parent / "known" / "mediacrawler"
CURRENT, LEGACY = HERE / "current", HERE / "legacy"
NOON_MS = 1_785_900_000_000
START = NOON_MS * 1000
"""When the notes of the fixtures were posted: 2026-08-05 03:20 UTC, µs."""

NOTE = "6a01000000000000000000a1"


def who(platform: str, person: str) -> str:
    """The crawler's hash of an invented person's id."""
    return hashlib.sha256(f"{platform}-{person}".encode()).hexdigest()[:16]


def fixture(platform: str, kind: str) -> list[Row]:
    """The rows of a platform's file of contents or comments."""
    path = CURRENT / platform / "jsonl" / f"search_{kind}_2026-08-05.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def note(number: int, author: str, said: str) -> Row:
    template = fixture("xhs", "contents")[0]
    made = {"note_id": f"note{number:04}", "time": NOON_MS + number * 3_600_000, "creator_hash": author}
    return {**template, **made, "comment_count": said}


def comment(number: int, on: Row, actor: str, second: int) -> Row:
    template = fixture("xhs", "comments")[0]
    made = {"comment_id": f"c{number:05}", "note_id": on["note_id"], "creator_hash": actor}
    return {**template, **made, "create_time": on["time"] + second * 1000, "content": f"说说第{number}件事"}


def crawl(folder: Path, direct: Sequence[tuple[int, str]]) -> Path:
    """Notes with so many comments on each, and what each note says of their number."""
    notes = [note(i, who("xhs", "lin"), said) for i, (_, said) in enumerate(direct)]
    comments = [
        comment(1000 * i + n, one, who("xhs", f"reader{n}"), 60 * n)
        for i, (one, (count, _)) in enumerate(zip(notes, direct, strict=True))
        for n in range(count)
    ]
    written(folder, "xhs/jsonl/search_contents_2026-08-05.jsonl", as_lines(notes))
    written(folder, "xhs/jsonl/search_comments_2026-08-05.jsonl", as_lines(comments))
    return folder
