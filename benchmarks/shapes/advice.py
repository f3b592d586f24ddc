"""What an error proposes, taken word by word: the first command or options in its text, or its structured proposals."""

import re
import shlex
from dataclasses import replace

from benchmarks.shapes.reader import Options, Outcome

RUN = re.compile(r"""(?:--[a-z-]+(?:[ =](?:'[^']*'|"[^"]*"|[^\s'",;()（），。；]+(?:'[^']*'|"[^"]*")?))?\s*)+""")
"""Options that stand one behind the other, each with at most one value."""

CLOSING = ".,;:)）。，；：\u201d"
"""Marks that end a sentence and not a value."""

BARE = ("partial", "help", "json")
"""Options without a value."""


def proposal(outcome: Outcome, before: Options) -> Options | None:
    """Return the options that the error's first proposal adds to those before, or None where it proposes nothing new."""
    structured = getattr(outcome.error, "proposals", None)
    for text in [*map(str, structured or ()), outcome.message]:
        for found in RUN.finditer(text):
            added = _added(found.group(), before)
            if added is not None and added != before:
                return added
            if added == before:
                return None
    return None


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
    if name == "map" and "=" in value:
        left, _, right = value.partition("=")
        return replace(options, mapping={**options.mapping, left: right}), True
    if name == "as" and value:
        return replace(options, read_as=(*(one for one in options.read_as if one != value), value)), True
    if name == "tz" and value:
        return replace(options, timezone=value), True
    if name in {"lang", "help", "json", "out", "engine", "quiet"} or not value:
        return options, False
    return replace(options, others=(*options.others, (name, value))), True
