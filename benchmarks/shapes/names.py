"""Names of columns from the wild (names.toml): one is drawn for a meaning, in a language, and in a style."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

NAMES = Path(__file__).with_name("names.toml")

AS_SEEN = "as seen"
STYLES = (AS_SEEN, "snake", "camel", "title", "spaced", "upper")
"""How English names of one table are written; most tables keep the names as they were seen."""

PREFIXES = ("data.", "_source.", "node.", "row.", "t.")
"""What exports of search engines, graphs and joins write before each name."""


@dataclass(frozen=True)
class Name:
    """A column's name and where it was seen."""

    text: str
    origin: str


@cache
def known() -> Mapping[str, Mapping[str, Sequence[Name]]]:
    """Return the names by meaning and language."""
    read = tomllib.loads(NAMES.read_text(encoding="utf-8"))
    return {
        meaning: {language: tuple(Name(*entry) for entry in entries) for language, entries in by_language.items()}
        for meaning, by_language in read.items()
    }


def restyled(name: str, style: str) -> str:
    """Return an English name in another style; names that are not plain words stay as they are.

    Examples
    --------
    >>> restyled("userId", "snake"), restyled("created_at", "title")
    ('user_id', 'Created At')
    """
    if style == AS_SEEN or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_ ]*", name):
        return name
    words = [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)]
    if style == "snake":
        return "_".join(words)
    if style == "camel":
        return words[0] + "".join(word.capitalize() for word in words[1:])
    if style == "title":
        return " ".join("ID" if word == "id" else word.capitalize() for word in words)
    return " ".join(words) if style == "spaced" else "_".join(words).upper()


@dataclass
class NameDrawer:
    """Draws names for one table, each at most once (whatever the case), in one language and one style."""

    rng: Random
    language: str
    style: str = AS_SEEN
    prefix: str = ""
    taken: set[str] = field(default_factory=set)

    def draw(self, meaning: str) -> str:
        """Return a name for the meaning that this table doesn't have yet.

        Raises
        ------
        LookupError
            When every name of the meaning is taken.
        """
        by_language = known()[meaning]
        languages = [self.language, "en"] if self.language in by_language else ["en"]
        for language in languages:
            names = [restyled(name.text, self.style) for name in by_language.get(language, ())]
            free = [name for name in names if self._key(name) not in self.taken]
            if free:
                return self.take(self.rng.choice(free))
        raise LookupError(f"every name of {meaning} is taken")

    def take(self, name: str) -> str:
        """Mark a name as taken, and return it with the table's prefix."""
        self.taken.add(self._key(name))
        return self.prefix + name

    def has(self, name: str) -> bool:
        """Tell whether the table has a column of that name already."""
        return self._key(name) in self.taken

    @staticmethod
    def _key(name: str) -> str:
        return re.sub(r"[\W_]", "", name).lower()
