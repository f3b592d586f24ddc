"""Every sentence a user sees, in English and Chinese; the last room on the way through the house.

The sentences lie in `catalogue/*.toml`, one table a key with both languages. A placeholder names how its
number is written, so that a sentence carries its own typography: `{likes:big}` gives 1.2 M or 120万.

Groups are looked for among likes, or among comments or reposts where nobody's like is known. Sentences are written for
likes; those that must say something else of comments stand again under `of_comments`, of reposts under `of_reposts`,
and are chosen inside `speaking_of(run)`, which also says whose days are told.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from importlib.resources import files
from string import Formatter
from types import MappingProxyType
from typing import Any

from likewise.errors import LikewiseError
from likewise.show import numerals
from likewise.show.numerals import Lang

LANGUAGES: tuple[Lang, ...] = ("en", "zh")

FORMATS: Mapping[str, Callable[[Any, Lang], str]] = MappingProxyType(
    {
        "n": numerals.count,
        "big": numerals.compact,
        "pct": numerals.percent,
        "p": numerals.probability,
        "bits": numerals.bits,
        "odds": numerals.odds,
        "ratio": numerals.ratio,
        "hundred": numerals.hundred,
        "shift": numerals.shift,
        "times": numerals.times,
        "day": numerals.day,
        "iso": numerals.iso,
        "sec": numerals.seconds,
        "pct1": numerals.tenths,
        "change": numerals.change,
        "amount": numerals.amount,
        "value": numerals.setting,
    }
)
"""What may stand behind the colon of a placeholder, besides `plural,<one>,<many>` and `word,<family>`."""


GAP_AFTER_MAGNITUDE = re.compile("(?<=[0-9][万亿]) (?=[\u4e00-\u9fff])")
"""Chinese sets a space between a digit and a character (37,420 次), but not after 万 (120万次)."""


OF: Mapping[str, str] = MappingProxyType({"comment": "of_comments.", "repost": "of_reposts."})
"""Where the sentences stand that are said otherwise where groups were looked for among events of this kind."""

_PREFIX: ContextVar[str] = ContextVar("prefix", default="")


@contextmanager
def speaking_of(run: Mapping[str, Any]) -> Iterator[None]:
    """Say, within the block, what there is to say of a run: of what its groups were found among, and in its days.

    `run` is run.json, parsed.
    """
    before = _PREFIX.set(OF.get(run.get("favour") or "", ""))
    try:
        with numerals.days_of(run.get("timezone") or "UTC"):
            yield
    finally:
        _PREFIX.reset(before)


def wording(lang: Lang, key: str) -> str:
    """Return a sentence with its placeholders unfilled; KeyError when the catalogue doesn't have it."""
    found = entries()
    return found.get(_PREFIX.get() + key, found[key])[lang]


def text(lang: Lang, key: str, **values: float | str | datetime | None) -> str:
    """Return one sentence of the catalogue.

    `key` is dotted (`headline.groups`); `values` fill its placeholders. The result is plain text: whoever
    puts it on a page escapes it. Raises KeyError when the key or one of its values is missing.
    """
    said = _Sentence(lang).vformat(wording(lang, key), (), values)
    return GAP_AFTER_MAGNITUDE.sub("", said) if lang == "zh" else said


def has(key: str) -> bool:
    """Tell whether the catalogue holds a key, for words that come from data (a reason, a step)."""
    return key in entries()


def word(lang: Lang, family: str, name: str) -> str:
    """Return the catalogue's word `family.name`, or the name itself when the catalogue doesn't know it."""
    key = f"{family}.{name}"
    return text(lang, key) if has(key) else name


def told(lang: Lang, family: str, entry: Mapping[str, Any]) -> str:
    """Say an entry of run.json (a `key`, and the values its sentence names); nothing when it has no words."""
    key = f"{family}.{entry.get('key')}"
    values = {name: value for name, value in entry.items() if name != "key"}
    if not has(key) or not placeholders(wording(lang, key)) <= values.keys():
        return ""
    return text(lang, key, **values)


def placeholders(sentence: str) -> frozenset[str]:
    """Return the names of the values that a sentence of the catalogue needs."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


def require_language(lang: str) -> None:
    """Raise LikewiseError unless the catalogue has this language."""
    if lang not in LANGUAGES:
        raise LikewiseError.of("results.language", given=lang)


@cache
def entries() -> Mapping[str, Mapping[str, str]]:
    """Return the whole catalogue: dotted key to the sentence in each language."""
    found: dict[str, Mapping[str, str]] = {}
    folder = files("likewise.show") / "catalogue"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            _flatten("", tomllib.loads(file.read_text(encoding="utf-8")), found)
    return MappingProxyType(found)


def _flatten(prefix: str, table: Mapping[str, Any], found: dict[str, Mapping[str, str]]) -> None:
    """Collect the leaves: tables that hold a sentence a language."""
    if all(isinstance(value, str) for value in table.values()):
        if prefix in found:
            raise ValueError(f"the catalogue has {prefix} twice")
        found[prefix] = MappingProxyType(dict(table))
        return
    for name, inner in table.items():
        _flatten(f"{prefix}.{name}" if prefix else name, inner, found)


class _Sentence(Formatter):
    """Fills a sentence's placeholders the way its language writes numbers."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write one value as its placeholder asks."""
        if format_spec.startswith("plural,"):
            _, one, many = format_spec.split(",")
            return one if value == 1 else many
        if format_spec.startswith("word,"):
            return word(self._lang, format_spec.removeprefix("word,"), str(value))
        if format_spec:
            return FORMATS[format_spec](value, self._lang)
        return numerals.NOTHING if value is None else str(value)
