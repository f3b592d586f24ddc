"""What an error proposes, taken word by word: the first command or options in its text, or its structured proposals."""

import re
import shlex
from dataclasses import replace

from benchmarks.shapes.reader import Options, Outcome
from benchmarks.shapes.truth import Truth

_VALUE = r"""(?:'[^']*'|"[^"]*"|[^\s'",;()（），。；：、“”…]+(?:'[^']*'|"[^"]*")?)"""
RUN = re.compile(rf"(?:--[a-z-]+(?:[ =]{_VALUE})?\s*)+")
"""Options that stand one behind the other, each with one value at most."""

CLOSING = ".,;:)）。，；：\u201d"
"""Marks that end a sentence and not a value."""

BARE = ("partial", "help", "json")
"""Options without a value."""


def proposal(outcome: Outcome, before: Options, truth: Truth, language: str = "en") -> Options | None:
    """Return the options before with those that the error proposes first, or None where it proposes nothing new.

    Where it asks what the rows are (`--as`, several times), its reader knows, and takes what is right.
    """
    texts = [*map(str, getattr(outcome.error, "proposals", None) or ()), outcome.said(language)]
    found = [added for text in texts for run in RUN.finditer(text) if (added := _added(run.group(), before))]
    asked = [one for one in found if one.read_as != before.read_as]
    if len({one.read_as for one in asked}) > 1:
        found = [one for one in asked if _fits(one.read_as[-1], truth)]
    return found[0] if found and found[0] != before else None


def _fits(read_as: str, truth: Truth) -> bool:
    """Whether rows may be read as this (`likes`, `FILE:as=posts`), as far as the truth goes."""
    name = read_as.rpartition("=")[2]
    if name in {"posts", "accounts"}:
        return name in truth.demanded
    kinds = {str(row["kind"]) for row in truth.events}
    return name == "events" or name.removesuffix("s") in kinds


def _added(run: str, before: Options) -> Options | None:
    try:
        words = shlex.split(run.strip())
    except ValueError:
        return None
    options, place, seen = before, 0, False
    while place < len(words):
        name, _, value = words[place].removeprefix("--").partition("=")
        place += 1
        name = name.rstrip(CLOSING)
        if not value and name not in BARE and place < len(words) and not words[place].startswith("--"):
            value = words[place]
            place += 1
        options, known = _with(options, name, value.rstrip(CLOSING))
        seen = seen or known
    return options if seen else None


def _with(options: Options, name: str, value: str) -> tuple[Options, bool]:
    """The options with one more; false for what is no option of reading."""
    left, _, right = value.partition("=")
    if name == "map" and left and right:
        return replace(options, mapping={**options.mapping, left: right}), True
    if name == "as" and value:
        return replace(options, read_as=(*(one for one in options.read_as if one != value), value)), True
    if name == "tz" and value:
        return replace(options, timezone=value), True
    if name in {"lang", "help", "json", "out", "engine", "quiet"} or (not value and name not in BARE):
        return options, False
    return replace(options, others=(*options.others, (name, value))), True
