"""Sentences in English and Chinese, for packages below the report: what an error says.

The sentences are in `errors/*.toml`, one file a topic; the file's name is the first part of a sentence's key
(`reading.empty_file`). Each has an `en` and a `zh` text with `{placeholders}`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

Lang = Literal["en", "zh"]

COMMA: Mapping[Lang, str] = MappingProxyType({"en": ", ", "zh": "、"})
"""What stands between the items of a list in a sentence."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of the catalogue with the values that fill its placeholders.

    Parameters
    ----------
    key
        Which sentence, as `reading.empty_file`.
    values
        A value for each placeholder. A `Sentence` or an error is said in the same language; a tuple or list becomes
        a list with commas; a number is written as the placeholder asks (`{rows:,}`); anything else as `str` writes it.

    Examples
    --------
    >>> Sentence("reading.empty_file", {"path": "likes.csv"}).in_words("en")
    'likes.csv: the file is empty (0 bytes); export it again'
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_words(self, lang: Lang) -> str:
        """Return the sentence in one language; KeyError when the key or one of its values is missing."""
        return sentences()[self.key][lang].format(**{name: _said(one, lang) for name, one in self.values.items()})


def _said(value: object, lang: Lang) -> str | int | float:
    if isinstance(value, int | float):
        return value
    if isinstance(value, tuple | list):
        return COMMA[lang].join(str(_said(one, lang)) for one in value)
    in_words = getattr(value, "in_words", None)
    return str(value) if in_words is None else str(in_words(lang))


def first_few(names: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """Return the first names, and `…` where there are more, as a value of a sentence.

    Examples
    --------
    >>> first_few(["a", "b", "c", "d"])
    ('a', 'b', 'c', '…')
    """
    return (*names[:most], *(["…"] if len(names) > most else []))


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Return every sentence: key to the text in each language."""
    found: dict[str, Mapping[str, str]] = {}
    for file in sorted((files("likewise.text") / "errors").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            for name, said in tomllib.loads(file.read_text(encoding="utf-8")).items():
                found[f"{file.name.removesuffix('.toml')}.{name}"] = MappingProxyType(said)
    return MappingProxyType(found)
