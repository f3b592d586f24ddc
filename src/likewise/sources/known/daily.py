"""Exports that list an account's numbers day by day: recognised, so that they aren't taken for posts.

Nothing is read from them: no day's total can be told apart by post, and a table of an account's followers would have
to name the account, which such exports don't.
"""

from likewise.sources.known.face import Known, Part, Signature
from likewise.sources.reasons import DAY_TOTAL, SUMMARY_ROW


def by_day(*columns: str) -> Signature:
    """The signature of a list of days that has these columns, and none that says which post or account a row is of."""
    return Signature(columns, of_days=True)


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
