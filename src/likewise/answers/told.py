"""Of which counts the data says who gave them: where nobody is known, nothing can be taken out, and nothing is real.

Stands before the answers on posts and accounts, which show a real count beside a raw one.
"""

from collections.abc import Mapping

KINDS: Mapping[str, str] = {"likes": "like", "comments": "comment", "reposts": "repost", "saves": "save"}
"""Each count, and the kind of event that it counts."""


def told(holds: frozenset[str]) -> dict[str, bool]:
    """Whether anybody is known to have given what each count is of; `holds` is the ledger's."""
    return {f"told_{count}": f"events.kind={kind}" in holds for count, kind in KINDS.items()}
