"""The peers' figures as Markdown."""

from collections.abc import Mapping, Sequence

from benchmarks.peers.run import Row

# Honest habits that look most like trading, told apart in the table where a world has them; all are in the JSON.
HABITS_SHOWN = ("hobby", "friends", "circle", "club", "class")


def markdown(rows: Sequence[Row]) -> str:
    """A row a peer: average precision, honest flagged at its own best F1, and what it cost."""
    kinds = sorted({kind for row in rows if row.ranking for kind in row.ranking["by_kind"]})
    habits = [name for name in HABITS_SHOWN if any(name in _habits(row) for row in rows)]
    head = ["peer", "all", *kinds, "honest flagged", *habits, "s", "MiB"]
    lines = [f"| {' | '.join(head)} |", "|---|" + "---:|" * (len(head) - 1)]
    lines += [f"| {' | '.join(_cells(row, kinds, habits, len(head)))} |" for row in rows]
    return "\n".join(lines)


def _habits(row: Row) -> Mapping[str, float]:
    return row.ranking["flagged_by_habit"] if row.ranking else {}


def _cells(row: Row, kinds: Sequence[str], habits: Sequence[str], width: int) -> list[str]:
    if row.ranking is None or row.seconds is None or row.peak_mb is None:
        return [row.peer.name, row.failure or "", *[""] * (width - 2)]
    ranked = row.ranking
    return [
        row.peer.name,
        f"{ranked['average_precision']:.3f}",
        *(f"{ranked['by_kind'].get(kind, float('nan')):.3f}" for kind in kinds),
        f"{100 * ranked['flagged']:.2f} %",
        *(f"{100 * _habits(row).get(habit, 0):.2f} %" for habit in habits),
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
