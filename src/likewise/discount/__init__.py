"""Discount: the probability that each event was traded, and what is left when those are taken out.

Reads `found_group` and `membership` (left: `groups`), gives `exchanged` and the real counts beside the raw
ones, `post_count` and `account_count`, to `answers`.

A count is known of a post that declares it, and of every post where the data holds events of its kind on posts: one
without an event has none. Otherwise it isn't known, and is null, raw and real: unknown is not zero.
"""

from dataclasses import dataclass

from likewise.engine import Engine, sql_text

__all__ = ["LEAST_COUNTED", "Known", "count", "count_raw", "discount", "known_counts"]

_SELF = "likewise.discount"

# Events less likely traded than this are left whole: they would fill a table and change no count.
NEGLIGIBLE = 0.01
# A member's likes count as traded from this many seconds before it joined (its first like among
# fellow members) to as long after its last: groups don't begin and end at a like.
MARGIN_S = 86_400
LEAST_COUNTED = 0.5
"""A kind that fewer than this share of the posts have counted isn't added to the others: the sums of posts that have it
and of posts that don't could not be compared."""

COUNTS = ("likes", "comments", "reposts", "saves", "views")

DEEP = ("comments", "saves", "reposts")
"""What takes more than a tap; of these are added up what most posts have counted."""


@dataclass(frozen=True)
class Known:
    """Of how many posts each count is known (`likes`, `comments`, `reposts`, `saves`, `views`), of `posts` in all.

    `deep` names those of comments, saves and reposts that are added up where likes are held against them.
    """

    posts: int
    counts: dict[str, int]
    deep: tuple[str, ...]


def discount(engine: Engine, favour: str | None) -> None:
    """Make `exchanged`, `post_count` and `account_count` from the groups and the ledger.

    `favour` is the kind of event that groups were looked for among, None where there was none.
    """
    kind = favour or ""
    engine.create("exchanged", sql_text(_SELF, "exchanged.sql"), negligible=NEGLIGIBLE, margin_s=MARGIN_S, favour=kind)
    count(engine, favour)


def count(engine: Engine, favour: str | None) -> None:
    """Make `post_count` and `account_count` from the ledger, `membership` and `exchanged`."""
    count_raw(engine)
    engine.create("post_count", sql_text(_SELF, "post_count.sql"), least=LEAST_COUNTED)
    engine.drop("post_raw")
    engine.create("account_count", sql_text(_SELF, "account_count.sql"), favour=favour or "")


def count_raw(engine: Engine) -> None:
    """Make `post_raw` from the ledger alone: each post's counts as they were given, nothing taken out."""
    engine.create("post_raw", sql_text(_SELF, "post_raw.sql"))


def known_counts(engine: Engine) -> Known:
    """Tell of how many posts each count in `post_count` is known."""
    (row,) = engine.arrow(sql_text(_SELF, "known.sql")).to_pylist()
    counts = {name: int(row[name]) for name in COUNTS}
    return Known(int(row["posts"]), counts, tuple(name for name in DEEP if row[f"deep_{name}"]))
