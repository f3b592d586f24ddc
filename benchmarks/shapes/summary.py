"""What a run showed: verdicts by archetype and over all, as figures and as a table, with every failure."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from benchmarks.shapes.judge import VERDICTS
from benchmarks.shapes.run import Entry


def summarise(entries: Sequence[Entry], seed: int) -> dict[str, Any]:
    """Return the figures, by archetype and over all."""
    names = dict.fromkeys(one.archetype for one in entries)
    by_archetype = {name: counts([one for one in entries if one.archetype == name]) for name in names}
    readable = counts([one for one in entries if one.expected == "read"])
    many = max(1, sum(readable[verdict] for verdict in VERDICTS))
    return {
        "seed": seed,
        "tables": len(entries),
        "readable": many,
        "share_right": round(readable["right"] / many, 4),
        "share_right_or_partly": round((readable["right"] + readable["right_partly"]) / many, 4),
        "all": counts(entries),
        "archetypes": by_archetype,
        "wrong": [f"{seed}:{one.index}" for one in entries if one.judged.failed],
    }


def counts(entries: Sequence[Entry]) -> dict[str, int]:
    """Return how many tables had each verdict, how refusals ended, and how many right refusals misled afterwards."""
    verdicts = Counter(one.judged.verdict for one in entries)
    ends = Counter(one.judged.advised or "no advice" for one in entries if one.judged.verdict == "refused")
    misled = sum(one.judged.verdict == "right" and one.judged.failed for one in entries)
    return {
        **{verdict: verdicts[verdict] for verdict in VERDICTS},
        **{f"refused, then {name}": ends[name] for name in (*VERDICTS, "no advice") if ends[name]},  # type: ignore[index]
        **({"refused rightly, then misled": misled} if misled else {}),
    }


def markdown(summary: Mapping[str, Any], entries: Sequence[Entry], seed: int, show: Collection[str] = ()) -> str:
    """Return the figures as a table, and every table that was read wrongly, or whose verdict is one of `show`."""
    rows = {**summary["archetypes"], "**all**": summary["all"]}
    lines = ["| archetype | " + " | ".join(VERDICTS) + " | after advice |", "|---|" + "---|" * (len(VERDICTS) + 1)]
    for name, figures in rows.items():
        rest = ", ".join(f"{key.removeprefix('refused, then ')} {n}" for key, n in figures.items() if "refused," in key)
        lines.append(f"| {name} | " + " | ".join(str(figures[one]) for one in VERDICTS) + f" | {rest} |")
    shares = f"{summary['share_right']:.1%}, with those read in part {summary['share_right_or_partly']:.1%}"
    lines += ["", f"of {summary['readable']} that can be read, right without a mapping: {shares}", ""]
    lines += [f"read wrongly in silence, by itself or by advice: {len(summary['wrong'])}", ""]
    return "\n".join([*lines, *(line for one in entries if _shown(one, show) for line in failure(one, seed))])


def _shown(one: Entry, show: Collection[str]) -> bool:
    return one.judged.failed or one.judged.verdict in show


def failure(one: Entry, seed: int) -> Iterator[str]:
    """Return the lines that say what went wrong with a table."""
    judged = one.judged
    advised = f", after advice {judged.advised}" if judged.advised else ""
    yield f"{seed}:{one.index} {one.archetype}: {judged.verdict}{advised}"
    yield from (f"    {each}" for each in [*map(str, judged.differences), *judged.rounds][:6])
    if judged.message:
        yield f"    {judged.message[:300]}"
