"""Scenarios: small TOML files that name the parameters which differ from the defaults.

Part of the platform in a box. A file has a table for each part (`[groups]`, `[risk]` …) and may say `title`, and
`about` in words. Those that come with the package are named by their file; `feeds/` holds rankings in the same
form, each with its `source`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from likewise.answers.simulate.parameters import Parameters, Value, described
from likewise.errors import InputError, reason
from likewise.text import Sentence

_WORDS = ("title", "about", "source")


@dataclass(frozen=True)
class Scenario:
    """A name, what it says of itself, the parameters that it sets, and whether it comes with the package."""

    name: str
    words: dict[str, str]
    values: dict[str, Value]
    packaged: bool = False


def scenario_names() -> tuple[str, ...]:
    """The scenarios that come with the package."""
    return _names("scenarios")


def feed_names() -> tuple[str, ...]:
    """The rankings that come with the package."""
    return _names("feeds")


def _names(folder: str) -> tuple[str, ...]:
    entries = (files("likewise.answers.simulate") / folder).iterdir()
    return tuple(sorted(one.name.removesuffix(".toml") for one in entries if one.name.endswith(".toml")))


def load_scenario(name: str) -> Scenario:
    """A scenario by its name or its file; raises InputError where there is none, or it can't be read."""
    return _load(name, "scenarios")


def load_feed(name: str) -> Scenario:
    """A ranking by its name or its file; raises InputError where there is none, or it can't be read."""
    return _load(name, "feeds")


def _load(name: str, folder: str) -> Scenario:
    if name.endswith(".toml"):
        try:
            return _read(Path(name).stem, Path(name).read_text(encoding="utf-8"), name)
        except (OSError, UnicodeDecodeError) as error:
            why = reason(error) if isinstance(error, OSError) else Sentence("simulation.not_utf8")
            raise InputError.of("simulation.unreadable", path=name, reason=why) from error
    if name not in _names(folder):
        raise InputError.of(f"simulation.no_{folder.removesuffix('s')}", given=name, known=_names(folder))
    text = (files("likewise.answers.simulate") / folder / f"{name}.toml").read_text(encoding="utf-8")
    return replace(_read(name, text, f"{name}.toml"), packaged=True)


def _read(name: str, text: str, path: str) -> Scenario:
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError.of("simulation.not_toml", path=path, said=error) from error
    words: dict[str, str] = {}
    values: dict[str, Value] = {}
    for key, value in said.items():
        if key in _WORDS and isinstance(value, str):
            words[key] = value
        elif isinstance(value, dict):
            values |= {f"{key}.{own}": one for own, one in value.items()}
        else:
            raise InputError.of("simulation.no_part", path=path, key=key, known=_WORDS)
    try:
        return Scenario(name, words, {name: described(name).checked(value) for name, value in values.items()})
    except InputError as error:
        raise InputError.of("simulation.in_file", path=path, fault=error) from error


def mixed_parameters(
    scenarios: Iterable[Scenario], given: Iterable[str] = (), base: Parameters | None = None
) -> Parameters:
    """Parameters of scenarios laid over each other, then of `name=value` words; the later ones win.

    Raises InputError for a word in another form, an unknown name, or a value that isn't allowed.
    """
    values: dict[str, Value] = {}
    for one in scenarios:
        values |= one.values
    for word in given:
        name, equals, text = word.partition("=")
        if not equals:
            raise InputError.of("simulation.no_setting", given=word)
        values[name.strip()] = described(name.strip()).read(text.strip())
    return (base or Parameters()).with_values(values)


@dataclass(frozen=True)
class Sweep:
    """One parameter, and the values that it takes."""

    name: str
    values: tuple[Value, ...]


_STEPS = 5
_MOST_STEPS = 101


def read_sweep(word: str) -> Sweep:
    """A sweep from `name=low..high`, `name=low..high:steps`, or `name=a,b,c`; InputError for anything else."""
    name, equals, text = word.partition("=")
    known = described(name.strip()) if equals else None
    if known is None:
        raise InputError.of("simulation.no_sweep", given=word)
    if ".." not in text:
        return Sweep(known.name, tuple(known.read(one.strip()) for one in text.split(",")))
    span, _, count = text.partition(":")
    try:
        low, high = (float(one) for one in span.split(".."))
        steps = int(count) if count else _STEPS
    except ValueError as error:
        raise InputError.of("simulation.no_sweep", given=word) from error
    if not 2 <= steps <= _MOST_STEPS:
        raise InputError.of("simulation.sweep_steps", given=word, most=_MOST_STEPS)
    points = [low + (high - low) * i / (steps - 1) for i in range(steps)]
    whole = isinstance(known.default, int) and not isinstance(known.default, bool)
    found = [known.checked(round(point) if whole else round(point, 10)) for point in points]
    return Sweep(known.name, tuple(dict.fromkeys(found)))
