"""Reads a column's name as a sense: what it says, and of what.

`video_like_count` is a count of likes, `comment_user_id` an id of whoever acts, `last_modify_ts` the time at which a
tool fetched the row, `in_reply_to_status_id` an id of another row. Names in no language that `lexicon` knows have no
sense, and are for the user to map.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from likewise.ingest.match.lexicon import PLURALS_KEPT, WORDS, Tag

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

_PIECES = re.compile(
    r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+|[\u3040-\u30ff\u3400-\u9fff々ー]+|[\uac00-\ud7af]+|[\u0400-\u04ff]+"
)
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FILLERS = frozenset(
    [
        "str",
        "string",
        "raw",
        "val",
        "value",
        "field",
        "col",
        "column",
        "the",
        "of",
        "de",
        "da",
        "do",
        "del",
        "la",
        "le",
        "el",
        "iso",
        "utc",
        "gmt",
        "local",
        "s",
        "ms",
        "us",
        "ns",
        "unix",
        "epoch",
        "full",
        "formatted",
        "long",
        "bigint",
        "int",
        "public",
        "metric",
        "metrics",
        "stat",
        "stats",
        "statistics",
        "statistic",
        "info",
        "meta",
        "details",
        "legacy",
        "node",
        "edge",
        "snippet",
        "envelope",
        "的",
        "を",
        "の",
        "了",
        "和",
        "是",
        "所",
    ]
)
"""Words that add nothing to a name's sense."""


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
        Of a `parent` or an `original`: whether its person is meant, not the post itself.
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

_PREFIX = re.compile(r"^(?:(?:data|node|item|items|result|results|payload|record)\.)+", re.IGNORECASE)
"""Where interfaces put everything: it says nothing of a field."""

_PHRASES = {
    ("in", "reply", "to"): "replyto",
    ("reply", "to"): "replyto",
    ("replied", "to"): "replyto",
    ("回复", "的"): "replyto",
    ("attributed", "to"): "attributedto",
}
"""Words that mean one thing together."""


def _joined(tokens: list[str]) -> list[str]:
    for phrase, word in _PHRASES.items():
        for at in range(len(tokens) - len(phrase) + 1):
            if tuple(tokens[at : at + len(phrase)]) == phrase:
                return [*tokens[:at], word, *tokens[at + len(phrase) :]]
    return tokens


@cache
def sense(name: str) -> Sense:
    """Return what a column's name says; `NOTHING` where no word of it is known.

    Examples
    --------
    >>> sense("video_like_count")
    Sense(what='count', of='like', person=False, act='')
    >>> sense("评论用户ID").of
    'actor'
    """
    tokens = _joined([one for one in words_of(_PREFIX.sub("", name)) if one not in _FILLERS])
    if not tokens:
        return NOTHING
    whole = "".join(tokens) if any(_EAST_ASIAN.search(one) for one in tokens) else "_".join(tokens)
    tags = [WORDS[whole]] if whole in WORDS and len(tokens) > 1 else [tags_of(one) for one in tokens]
    found = _sense(tokens if len(tags) == len(tokens) else [whole], tags)
    known = frozenset[Tag]().union(*tags)
    return NOISE if found == NOTHING and known - {"id", "name", "link"} else found


def words_of(name: str) -> list[str]:
    """Return a name's words in order, in lower case and without accents; compounds are taken apart where known.

    Examples
    --------
    >>> words_of("createTimeISO"), words_of("likecount"), words_of("用户id")
    (['create', 'time', 'iso'], ['like', 'count'], ['用户', 'id'])
    """
    plain = unicodedata.normalize("NFKC", name)
    decomposed = unicodedata.normalize("NFD", plain)
    bare = "".join(one for one in decomposed if unicodedata.category(one) != "Mn" or "\u3040" <= one <= "\u30ff")
    bare = unicodedata.normalize("NFC", bare)
    return [word for piece in _PIECES.findall(bare) for word in _apart(piece.lower())]


@cache
def tags_of(word: str) -> frozenset[Tag]:
    """Return the meanings of a word; a plural has those of its singular."""
    for form in (word, *_singulars(word)):
        if form in WORDS:
            return WORDS[form]
    return frozenset()


def _singulars(word: str) -> Sequence[str]:
    if not word.isascii():
        return ()
    return [word[: -len(end)] + put for end, put in (("ies", "y"), ("es", ""), ("s", "")) if word.endswith(end)]


def _apart(piece: str) -> list[str]:
    """Take a run of letters apart into known words, the longest first; as it is where that leaves a rest."""
    if piece in _FILLERS or tags_of(piece) or piece.isdigit():
        return [piece]
    found = _split(piece)
    if found is not None:
        return found
    return _greedy(piece) if _EAST_ASIAN.search(piece) else [piece]


@cache
def _split(piece: str, least: int = 2) -> list[str] | None:
    """The fewest known words that make up a run of letters; None when there are none."""
    east = bool(_EAST_ASIAN.search(piece))
    shortest = 1 if east else least
    best: list[str] | None = None
    for end in range(len(piece), shortest - 1, -1):
        head, rest = piece[:end], piece[end:]
        if not (tags_of(head) or (east and head in _FILLERS)) or (not east and end < 4 and head not in _SHORT):
            continue
        tail = [] if not rest else _split(rest)
        if tail is not None and (best is None or 1 + len(tail) < len(best)):
            best = [head, *tail]
    return best


_SHORT = frozenset(["id", "url", "at", "no", "num", "fav", "uid", "avg", "web", "re", "by"])
"""Short words that may be part of a compound such as `userid`."""


def _greedy(piece: str) -> list[str]:
    """East Asian text with words that nobody has declared: the known ones, and what stands between them."""
    found: list[str] = []
    start = at = 0
    while at < len(piece):
        end = next((e for e in range(len(piece), at, -1) if tags_of(piece[at:e])), None)
        if end is None:
            at += 1
            continue
        found += [piece[start:at]] * (at > start) + [piece[at:end]]
        start = at = end
    return [*found, *([piece[start:]] if start < len(piece) else [])]


def _sense(tokens: Sequence[str], tags: Sequence[frozenset[Tag]]) -> Sense:
    held = frozenset[Tag]().union(*tags)
    if len(tags) == 1 and "id" in held and (role := _role(tags)):
        return Sense("id", role)
    attribute, at = _attribute(tokens, tags)
    before = tags[:at] if attribute else tags
    others = frozenset[Tag]().union(*before, *tags[at + 1 :]) if attribute else held
    if "flag" in tags[0] and len(tags) > 1:
        return NOISE
    if "noise" in held and not _outweighed(attribute, before, tags):
        return NOISE
    if "fetched" in others and attribute in {"time", "id", "name", ""}:
        return Sense("time", "fetched") if attribute == "time" or not attribute else NOISE
    if "mean" in others and attribute not in {"seconds", "time", "share"}:
        return Sense("seconds", "mean") if "watch" in others else NOTHING
    if attribute in {"", "id", "name", "link"}:
        return _entity(tokens, before, attribute, others)
    return _property(attribute, others, before, tokens)


def _outweighed(attribute: str, before: Sequence[frozenset[Tag]], tags: Sequence[frozenset[Tag]]) -> bool:
    """Whether a word of no use here is only part of a name that is of use, as in `status_code_count`."""
    noisy = [one for one in tags if "noise" in one]
    return all(one & {"thing", "comment_thing", "like", "save", "view", "purchase", "sign"} for one in noisy) and bool(
        attribute or before
    )


def _attribute(tokens: Sequence[str], tags: Sequence[frozenset[Tag]]) -> tuple[str, int]:
    """The attribute that a name ends in (or begins with, as `id_usuario`, `total_likes`), and where it stands."""
    last = len(tokens) - 1
    for at in (last, 0) if last else (0,):
        own = [one for one in ATTRIBUTES if one in tags[at]]
        if own and not (last == 0 and tags[at] & _ALSO_ENTITIES and tokens[at] not in _TEXTS):
            chosen = _of_several(tokens[at], own, tags, at)
            if chosen:
                return chosen, at
    return "", last


_ALSO_ENTITIES: frozenset[Tag] = frozenset({"thing", "comment_thing", "person", "author", "actor", *ACTS})


def _of_several(token: str, own: Sequence[Tag], tags: Sequence[frozenset[Tag]], at: int) -> str:
    """Of a word's attributes the one that counts in this name."""
    entity = tags[at] & {"thing", "comment_thing", "person", "author", "actor", "target", *ACTS}
    if at == 0 and len(tags) > 1 and not {"id", "count"} <= set(own):
        # At the front only what is an attribute and nothing else counts: `id_user`, `total_likes`, `data_post`.
        plain = [one for one in own if one in {"id", "count", "time", "link", "name"}]
        return plain[0] if plain and not entity and token not in _NEVER_IN_FRONT else ""
    if len(own) > 1 and "id" in own and "count" in own:
        return "count" if any(set(ACTS) & one for one in (*tags[:at], *tags[at + 1 :])) else "id"
    if entity and len(tags) > 1 and token not in _TEXTS:
        return ""
    return own[0]


_TEXTS = frozenset({"content", "内容", "conteudo", "contenido"})
"""Words for a post that, at the end of a name, are its text."""


_NEVER_IN_FRONT = frozenset(
    ["at", "on", "name", "created", "create", "creation", "published", "publish", "posted", "key", "code", "no", "text"]
)


def _entity(tokens: Sequence[str], before: Sequence[frozenset[Tag]], attribute: str, held: frozenset[Tag]) -> Sense:
    """An id, a name, a link, or a bare word for a thing or a person."""
    what: What = attribute or "bare"  # type: ignore[assignment]
    act = next((one for one in ACTS if any(one in tags for tags in before)), "")
    if "profile" in held and attribute != "id":
        return Sense("other", "account")
    if {"followers", "following"} & held:
        return _of_follows(what, held)
    if not attribute and _ends_in_act(before):
        return Sense("bare", next(one for one in ACTS if one in before[-1]))
    role = _role(before)
    if sum("comment_thing" in tags for tags in before) > 1 and role == "comment":
        return Sense(what, "parent")
    if not attribute and held & {"text", "title"} and role == "":
        return Sense("text", "row")
    if "parent" in held and role == "post" and "replyto" not in tokens:
        return Sense(what, "post")
    if "parent" in held or "original" in held:
        of = "original" if "original" in held else "parent"
        return Sense(what, of, person=role in PERSONS) if attribute or role else Sense("bare", of)
    if role in PERSONS:
        acting = act and role in {"person", "author"} and not _thing_then_author(before)
        return Sense(what, "actor" if acting else role, act=act)
    if role in {"post", "comment"}:
        return Sense(what, role)
    if act and not attribute:
        return Sense("bare", act)
    if attribute == "id" and _TOPICS & set(tokens):
        return Sense("id", "post")
    if act == "repost" and attribute == "id":
        return Sense("id", "original")
    if attribute == "id" and before and before[-1] & {"text", "title"}:
        return Sense("id", "post")
    if attribute in {"", "name"} and any(tags & {"text", "title"} for tags in before):
        return Sense("text", "row")
    if not before or (act and attribute == "id"):
        return Sense(what, "row")
    return Sense(what, "row") if what == "link" and not any(before) else NOTHING


_TOPICS = frozenset({"topic", "subject", "resource", "material"})
"""What an id may be of, as of a post; without an id they are what a post is about."""


def _ends_in_act(before: Sequence[frozenset[Tag]]) -> bool:
    """Whether a name ends in an act, as `post_views`, and so counts it."""
    return len(before) > 1 and bool(before[-1] & set(ACTS)) and not before[-1] & {"actor", "thing", *PERSONS}


def _role(before: Sequence[frozenset[Tag]]) -> str:
    """Whom or what a name speaks of: the last word for a person or a thing in it."""
    held = frozenset[Tag]().union(*before)
    if "person" in held and not held & {"thing", "comment_thing"} and held & {"actor", "target"}:
        return "actor" if "actor" in held else "target"
    for tags in reversed(before):
        for role in ("actor", "target", "author", "person"):
            if role in tags:
                return role
        if "comment_thing" in tags:
            return "comment"
        if "thing" in tags:
            return "post"
    return ""


def _thing_then_author(before: Sequence[frozenset[Tag]]) -> bool:
    """Whether it is a post's author who is meant, as in `video_author_id`, and not whoever acts."""
    places = [at for at, tags in enumerate(before) if "author" in tags]
    return bool(places) and any("thing" in tags and not tags & set(ACTS) for tags in before[: places[-1]])


def _of_follows(what: What, held: frozenset[Tag]) -> Sense:
    if what in {"id", "name", "link"}:
        return Sense(what, "actor" if "followers" in held else "target", act="follow")
    return Sense("bare", "followers" if "followers" in held else "following")


def _property(attribute: str, held: frozenset[Tag], before: Sequence[frozenset[Tag]], tokens: Sequence[str]) -> Sense:
    """Anything but an id, a name or a link."""
    person = bool(held & set(PERSONS))
    acts = [one for one in ACTS if one in held]
    if attribute == "count":
        return _counted(held, acts, person)
    if {"parent", "original"} & held:
        return NOTHING
    if attribute == "time":
        return _timed(held, acts, person)
    if attribute in {"text", "title"}:
        if person and not held & {"comment", "comment_thing", "thing"}:
            return Sense("name", _role(before)) if attribute == "title" else Sense("other", "account")
        return Sense(
            "text" if attribute == "text" else "title", "comment" if held & {"comment", "comment_thing"} else "row"
        )
    if attribute == "share":
        return Sense("share", "watched") if "watch" in held else NOTHING
    if attribute == "seconds":
        mean = "mean" in held
        watched = "watch" in held or "view" in held or "dwell" in tokens or "停留" in tokens
        return Sense("seconds", "mean" if mean else "watched" if watched else "row")
    if attribute in {"kind", "format"}:
        if "count" in held:
            return NOTHING
        of_post = bool(held & {"thing"}) and not acts
        return Sense("format" if of_post or attribute == "format" else "kind", "row")
    return Sense("sign", "row") if attribute == "sign" else NOTHING


def _counted(held: frozenset[Tag], acts: Sequence[str], person: bool) -> Sense:
    if {"followers", "following"} & held:
        return Sense("count", "followers" if "followers" in held else "following")
    if "follow" in held:
        return Sense("count", "following" if person else "follow")
    if not acts:
        return Sense("other", "account") if held & {"thing", "profile"} else NOTHING
    return Sense("count", acts[0])


def _timed(held: frozenset[Tag], acts: Sequence[str], person: bool) -> Sense:
    if "created" in held or (person and "actor" not in held and not acts):
        return Sense("time", "account")
    if "mean" in held or ("watch" in held and not held & {"thing", "comment"}):
        return Sense("seconds", "mean" if "mean" in held else "watched")
    return Sense("time", "row", act=acts[0] if acts and "thing" not in held else "")


def is_plural_count(name: str) -> bool:
    """Whether a bare name such as `likes` or `comments` is how tools call a count."""
    return "".join(words_of(name)) in PLURALS_KEPT
