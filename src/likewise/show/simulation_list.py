"""What a simulation can be made of: scenarios, rankings and parameters, for `likewise simulate --list`."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from likewise.answers.simulate import (
    every_parameter,
    feed_names,
    load_feed,
    load_scenario,
    scenario_names,
)
from likewise.answers.simulate.parameters import Described
from likewise.show.catalogue import entries, text
from likewise.show.numerals import Lang, setting
from likewise.show.simulation_words import title


def as_dict() -> dict[str, Any]:
    """Everything that can be named, for JSON."""
    return {
        "scenarios": {name: load_scenario(name).words for name in scenario_names()},
        "feeds": {name: load_feed(name).words for name in feed_names()},
        "parameters": [asdict(one) for one in every_parameter()],
    }


def show(lang: Lang) -> None:
    """Print scenarios, rankings and every parameter with its meaning, default and source."""
    console = Console()
    scenarios = [(name, title(load_scenario(name), "scenario", lang)) for name in scenario_names()]
    feeds = [(name, title(load_feed(name), "feed", lang)) for name in feed_names()]
    _print(console, text(lang, "simulate.list.scenarios"), (), scenarios)
    _print(console, text(lang, "simulate.list.feeds"), (), feeds)
    heads = tuple(text(lang, f"col.{name}") for name in ("parameter", "default", "meaning", "source"))
    parameters = [
        (one.name, setting(one.default, lang), meaning(one, lang), origin(one, lang)) for one in every_parameter()
    ]
    _print(console, text(lang, "simulate.list.parameters"), heads, parameters)


def _print(console: Console, heading: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    drawn = Table(box=None, title=heading, title_justify="left", title_style="bold", pad_edge=False)
    drawn.show_header = bool(heads)
    for i in range(len(rows[0])):
        drawn.add_column(heads[i] if heads else "", no_wrap=i == 0, overflow="fold")
    for row in rows:
        drawn.add_row(*map(Text, row))
    console.print(drawn)
    console.print()


def meaning(one: Described, lang: Lang) -> str:
    """A parameter's unit and meaning."""
    return one.meaning.in_words(lang)


def origin(one: Described, lang: Lang) -> str:
    """Where a parameter's default is from; in English as `parameters` says it."""
    found = (said for key, said in entries().items() if key.startswith("simulate.source.") and said["en"] == one.source)
    return next(found, {lang: one.source})[lang]
