"""Exports that list an account's numbers day by day: recognised, so that they aren't taken for posts.

Nothing is read from them: no day's total can be told apart by post, and a table of an account's followers would have
to name the account, which such exports don't.
"""

from collections.abc import Sequence

from likewise.sources.known.face import Known, Part, Signature
from likewise.sources.reasons import DAY_TOTAL, SUMMARY_ROW

NAMES_OF_POSTS = (
    "标题",
    "作品",
    "作品名称",
    "笔记标题",
    "视频标题",
    "视频描述",
    "内容",
    "正文",
    "笔记ID",
    "视频ID",
    "作品ID",
    "Content",
    "Post id",
    "Post URL",
    "Title",
    "Video title",
)
"""Columns that say which post a row is about; a file with one of them is no list of days."""


def by_day(*columns: str, lacks: Sequence[str] = NAMES_OF_POSTS) -> Signature:
    """The signature of a list of days that has these columns."""
    return Signature(columns, tuple(lacks))


def daily(
    name: str,
    title: str,
    signatures: tuple[Signature, ...],
    *,
    day: tuple[str, ...],
    figure: tuple[str, ...] = (),
    zone: str | None = None,
    page: str = "",
) -> Known:
    """A list of days; `day` names the column of the date, `figure` that of a number's name in a list of totals."""
    measures = dict.fromkeys(column for signature in signatures for column in signature.has)
    fields = {f"measure_{i}": (column,) for i, column in enumerate(measures) if column not in (*day, *figure)}
    return Known(
        name=name,
        title=title,
        signatures=signatures,
        fields={"day": day, **({"figure": figure} if figure else {}), **fields},
        parts=(
            Part(
                "posts",
                columns={"post": "day", **({"text": "figure"} if figure else {})},
                aside={DAY_TOTAL: "day is not null", SUMMARY_ROW: "true"},
            ),
        ),
        zone=zone,
        cannot=("only_numbers",),
        page=page,
    )
