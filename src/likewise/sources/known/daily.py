"""Exports that list an account's numbers day by day: recognised, so that they aren't taken for posts.

Nothing is read from them: no day's total can be told apart by post, and a table of an account's followers would have
to name the account, which such exports don't.
"""

from likewise.ingest.match.aliases import CLAIMS
from likewise.sources.known.face import Known, Part, Signature
from likewise.sources.reasons import DAY_TOTAL, SUMMARY_ROW

NAMES = (
    *("作品", "post", "text", "author", "actor"),
    *(word for word, (_, name) in CLAIMS["posts"].items() if name in {"post", "text", "author"}),
    *(word for word, (_, name) in CLAIMS["events"].items() if name == "actor"),
)
"""Columns that say which post or account a row is about; a file with one of them is no list of days."""


def by_day(*columns: str) -> Signature:
    """The signature of a list of days that has these columns."""
    return Signature(columns, NAMES)


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
