"""Discount: the probability that each event was traded, and what is left when those are taken out.

Reads `found_group` and `membership` (left: `groups`), gives `exchanged` and the real counts beside the raw
ones, `post_count` and `account_count`, to `answers`.
"""

from likewise.engine import Engine, sql_text

__all__ = ["discount"]

_SELF = "likewise.discount"

# Events less likely traded than this are left whole: they would fill a table and change no count.
NEGLIGIBLE = 0.01
# A member's likes count as traded from this many seconds before it joined (its first like among
# fellow members) to as long after its last: groups don't begin and end at a like.
MARGIN_S = 86_400


def discount(engine: Engine, favour: str | None) -> None:
    """Make `exchanged`, `post_count` and `account_count` from the groups and the ledger.

    `favour` is the kind of event that groups were looked for among, None where there was none.
    """
    kind = favour or ""
    engine.create("exchanged", sql_text(_SELF, "exchanged.sql"), negligible=NEGLIGIBLE, margin_s=MARGIN_S, favour=kind)
    engine.create("post_count", sql_text(_SELF, "post_count.sql"))
    engine.create("account_count", sql_text(_SELF, "account_count.sql"), favour=kind)
