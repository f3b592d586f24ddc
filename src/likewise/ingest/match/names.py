"""Reads a column's name as a sense: what it says, and of what.

`video_like_count` is a count of likes, `comment_user_id` an id of whoever acts, `last_modify_ts` the time at which a
tool fetched the row, `in_reply_to_status_id` an id of another row. Names in no language that `lexicon` knows have no
sense, and are for the user to map.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from likewise.ingest.match.lexicon import WORDS, Tag
from likewise.ingest.match.naming import ACTS, COMMENTS_LIKES, NOISE, NOTHING, PERSONS, Name, Sense
from likewise.ingest.match.senses import sense_of

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
        "field",
        "col",
        "column",
        "the",
        *("que", "dio", "du", "您的", "你的", "我的", "已", "的"),
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


_PREFIX = re.compile(r"^(?:(?:data|node|item|items|result|results|payload|record)\.)+", re.IGNORECASE)
"""Where interfaces put everything: it says nothing of a field."""

_PHRASES: Mapping[tuple[str, ...], str] = {
    ("in", "reply", "to"): "replyto",
    ("reply", "to"): "replyto",
    ("replied", "to"): "replyto",
    ("回复", "的"): "replyto",
    ("attributed", "to"): "attributedto",
    ("followed", "by"): "follower",
    ("user", "agent"): "useragent",
    ("mentions", "j", "aime"): "jaime",
    ("distinct", "id"): "distinct_id",
    ("anonymous", "id"): "anonymous_id",
    ("visitor", "id"): "visitor_id",
    ("amplitude", "id"): "amplitude_id",
    **{(act, "of"): "retweeted" for act in ("repost", "retweet", "reblog", "share", "boost", "quote", "forward")},
}
"""Words that mean one thing together."""


_BY = frozenset({"von", "por", "par"})
"""Words which, at the end of a name, say who did it: `geteilt_von`."""


def _joined(tokens: list[str]) -> list[str]:
    if len(tokens) > 1 and tokens[-1] in _BY:
        tokens = [*tokens[:-1], "by"]
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
    tokens = [one for one in _joined(words_of(_PREFIX.sub("", name))) if one not in _FILLERS]
    if not tokens:
        return NOTHING
    whole = "".join(tokens) if any(_EAST_ASIAN.search(one) for one in tokens) else "_".join(tokens)
    tags = [WORDS[whole]] if whole in WORDS and len(tokens) > 1 else [tags_of(one) for one in tokens]
    found = sense_of(Name(tuple(tokens if len(tags) == len(tokens) else [whole]), tuple(tags)))
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
    found = [word[: -len(end)] + put for end, put in _PLURALS if word.endswith(end)]
    return found + [word[: -len(end)] for end in ("en", "n") if word.endswith(end) and len(word) >= _LONG_WORD]


_PLURALS = (("ies", "y"), ("ens", "em"), ("oes", "ao"), ("es", ""), ("s", ""))
_LONG_WORD = 7
"""Letters from which a word may be a German plural."""


def _apart(piece: str) -> list[str]:
    """Take a run of letters apart into known words, the longest first; as it is where that leaves a rest."""
    if piece in _FILLERS or tags_of(piece) or piece.isdigit():
        return [piece]
    if piece[0] == "n" and tags_of(piece[1:]) & frozenset(ACTS):
        return ["num", piece[1:]]  # `nlikes`
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


__all__ = ["ACTS", "COMMENTS_LIKES", "NOISE", "NOTHING", "PERSONS", "Sense", "sense", "tags_of", "words_of"]
