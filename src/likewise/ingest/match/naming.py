"""What a column's name can say, and its words: the attribute of something that a name is taken apart into."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

from likewise.ingest.match.lexicon import Tag

What = Literal[
    "id", "name", "link", "bare", "time", "count", "share", "seconds", "text", "title", "kind", "format", "sign",
    "other",
]  # fmt: skip
"""What a column says; `bare` names a thing or person and leaves open how it is told, `other` is of no use here."""

ATTRIBUTES: tuple[Tag, ...] = (
    "id", "name", "link", "count", "time", "text", "title", "kind", "share", "seconds", "sign", "format",
)  # fmt: skip
ACTS: tuple[Tag, ...] = ("like", "comment", "repost", "save", "view", "impression", "follow", "unfollow", "purchase")
PERSONS: tuple[Tag, ...] = ("person", "author", "actor", "target")


@dataclass(frozen=True)
class Sense:
    """What a column's name says.

    Parameters
    ----------
    what
        The attribute: an id, a name, a link, a time, a count and so on.
    of
        What it is an attribute of: `row` (nothing else is named), `person`, `author`, `actor`, `target`, `post`,
        `comment`, `parent`, `original`, `account` (the person's account, not the row), `fetched` (the tool that made
        the file), an act (`like`, `view` …), or nothing where nobody can tell.
    person
        Of a `parent`, an `original` or a `target`: whether a person is meant, not a post; of an `author` whether it is
        that of what stands around the row, and so none of its own.
    act
        The act that stands beside a person or a time, as in `liked_at`, `comment_user_id`.
    """

    what: What
    of: str = ""
    person: bool = False
    act: str = ""


NOTHING = Sense("other")
NOISE = Sense("other", "noise")
"""What is of no use here, and is known for that."""

COMMENTS_LIKES = Sense("other", "comment")
"""How often comments were liked, which nothing here is made of; it tells rows that are comments."""


@dataclass(frozen=True)
class Name:
    """The words of a name, and the meanings of each."""

    tokens: tuple[str, ...]
    tags: tuple[frozenset[Tag], ...]

    @cached_property
    def _found(self) -> tuple[str, int]:
        last = len(self.tokens) - 1
        for at in (last, 0) if last else (0,):
            own = [one for one in ATTRIBUTES if one in self.tags[at]]
            if own and not (last == 0 and self.tags[at] & _ALSO_ENTITIES and self.tokens[at] not in _TEXTS):
                chosen = _of_several(self, own, at)
                if chosen:
                    return chosen, at
        return "", last

    @property
    def attribute(self) -> str:
        """The attribute that the name ends in, or begins with, as `id_usuario`; nothing where it has none."""
        return self._found[0]

    @cached_property
    def before(self) -> tuple[frozenset[Tag], ...]:
        """The meanings of the words beside the attribute, which ends or begins a name; of all where there is none."""
        attribute, at = self._found
        return (self.tags[:at] or self.tags[1:]) if attribute else self.tags

    @cached_property
    def every(self) -> frozenset[Tag]:
        """The meanings of all words."""
        return frozenset[Tag]().union(*self.tags)

    @cached_property
    def others(self) -> frozenset[Tag]:
        """The meanings of all words but the attribute."""
        attribute, at = self._found
        return frozenset[Tag]().union(*self.before, *self.tags[at + 1 :]) if attribute else self.every

    @cached_property
    def role(self) -> str:
        """Whom or what the name speaks of: the last word for a person or a thing before the attribute."""
        return role_of(self.before)

    @cached_property
    def act(self) -> str:
        """The act that the name speaks of."""
        return next((one for one in ACTS if any(one in tags for tags in self.before)), "")

    @property
    def what(self) -> What:
        """The attribute, as a sense has it."""
        return cast(What, self.attribute or "bare")


_ALSO_ENTITIES: frozenset[Tag] = frozenset({"thing", "comment_thing", "person", "author", "actor", *ACTS})

_TEXTS = frozenset({"content", "内容", "conteudo", "contenido"})
"""Words for a post that, at the end of a name, are its text."""

_NEVER_IN_FRONT = frozenset(
    {
        *("at", "on", "en", "name", "key", "code", "no", "text"),
        *("created", "create", "creation", "published", "publish", "posted"),
    }
)

_TYPES = frozenset({"type", "typ", "tipo", "тип"})


def _of_several(name: Name, own: Sequence[Tag], at: int) -> str:
    """Of a word's attributes the one that counts in this name."""
    entity = name.tags[at] & (_ALSO_ENTITIES | {"target"})
    several = len(name.tags) > 1
    if at == 0 and several and not {"id", "count"} <= set(own):
        # At the front only what is an attribute and nothing else counts: `id_user`, `total_likes`, `data_post`.
        front: set[Tag] = {"id", "count", "time", "link", "name"}
        front |= {"kind"} if name.tokens[at] in _TYPES else set()  # `Tipo de publicación`
        plain = [one for one in own if one in front]
        return plain[0] if plain and not entity and name.tokens[at] not in _NEVER_IN_FRONT else ""
    if "id" in own and "count" in own:
        return "count" if any(set(ACTS) & one for one in (*name.tags[:at], *name.tags[at + 1 :])) else "id"
    return "" if entity and several and name.tokens[at] not in _TEXTS else own[0]


def role_of(before: Sequence[frozenset[Tag]]) -> str:
    """Return whom or what words speak of, the last of them first: `actor`, `post` …; nothing where none does."""
    held = frozenset[Tag]().union(*before)
    if "person" in held and not held & {"thing", "comment_thing"} and held & {"actor", "target"}:
        return "actor" if "actor" in held else "target"
    roles: tuple[tuple[Tag, str], ...] = (
        ("actor", "actor"), ("target", "target"), ("author", "author"), ("person", "person"),
        ("comment_thing", "comment"), ("thing", "post"),
    )  # fmt: skip
    return next((role for tags in reversed(before) for tag, role in roles if tag in tags), "")
