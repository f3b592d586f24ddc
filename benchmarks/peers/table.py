"""The peers' figures as Markdown."""

from collections.abc import Sequence

from benchmarks.peers.run import Row

# Honest habits that look most like trading, told apart in the table; all of them are in the JSON.
HABITS_SHOWN = ("hobby", "friends")


def markdown(rows: Sequence[Row]) -> str:
    """A row a peer: average precision, honest flagged at its own best F1, and what it cost."""
    kinds = sorted({kind for row in rows if row.ranking for kind in row.ranking["by_kind"]})
    head = ["peer", "all", *kinds, "honest flagged", *HABITS_SHOWN, "s", "MiB"]
    lines = [f"| {' | '.join(head)} |", "|---|" + "---:|" * (len(head) - 1)]
    lines += [f"| {' | '.join(_cells(row, kinds, len(head)))} |" for row in rows]
    return "\n".join(lines)


def _cells(row: Row, kinds: Sequence[str], width: int) -> list[str]:
    if row.ranking is None or row.seconds is None or row.peak_mb is None:
        return [row.peer.name, row.failure or "", *[""] * (width - 2)]
    ranked = row.ranking
    return [
        row.peer.name,
        f"{ranked['average_precision']:.3f}",
        *(f"{ranked['by_kind'].get(kind, float('nan')):.3f}" for kind in kinds),
        f"{100 * ranked['flagged']:.2f} %",
        *(f"{100 * ranked['flagged_by_habit'].get(habit, 0):.2f} %" for habit in HABITS_SHOWN),
        f"{row.seconds:.1f}",
        f"{row.peak_mb:,.0f}",
    ]


def legend(rows: Sequence[Row]) -> str:
    """What each row is: version, how faithful, and its settings."""
    return "\n".join(
        f"- {' '.join(filter(None, (row.peer.name, row.version)))} ({row.peer.run}): {row.peer.said}" for row in rows
    )


def beaten(rows: Sequence[Row], name: str) -> list[str]:
    """The kinds on which another row has a higher average precision than the one named, and which."""
    ours = next((row.ranking for row in rows if row.peer.name == name), None)
    told = []
    for kind in sorted(ours["by_kind"]) if ours else []:
        best = max((row for row in rows if row.ranking), key=lambda row: row.ranking["by_kind"].get(kind, 0))  # type: ignore[index]
        if best.peer.name != name and best.ranking:
            told.append(f"{kind} ({best.peer.name}, {best.ranking['by_kind'][kind]:.3f})")
    return told
