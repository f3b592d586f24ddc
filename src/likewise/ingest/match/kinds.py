"""Which kind of event, or which format of a post, a word stands for: `like`, `liked your post`, `点赞作品`, `reel`."""

from collections.abc import Iterable
from types import MappingProxyType

from likewise.ingest.match.aliases import FORMAT_ALIASES, KIND_ALIASES
from likewise.ingest.match.lexicon import WORDS, Tag
from likewise.ingest.match.names import ACTS, tags_of, words_of
from likewise.tables import KINDS

MOST_KINDS = 20
"""Different words up to which a column may say what kind each row is of."""

_ALSO = MappingProxyType({"comment_thing": "comment"})
_NEUTRAL = frozenset(
    [
        *("event", "action", "activity", "add", "added", "new", "do", "make", "made", "give", "given", "success"),
        *("a", "an", "the", "my", "me", "your", "you", "this", "on", "to", "了", "过", "的"),
    ]
)
"""Words that may stand beside the word for an act and change nothing."""


def _of_words() -> dict[str, str]:
    """The words for an act in column names that are those of one kind alone."""
    found: dict[str, set[str]] = {}
    for word, tags in WORDS.items():
        for tag in tags & {*ACTS, *_ALSO}:
            found.setdefault(word, set()).add(_ALSO.get(tag, tag))
    return {word: next(iter(kinds)) for word, kinds in found.items() if len(kinds) == 1 and kinds <= {*KINDS}}


_WORDS = MappingProxyType({**_of_words(), **KIND_ALIASES})


def kind_of(word: str) -> str | None:
    """Return the kind of event that a word, or a few, stand for; None where that isn't known.

    A like of a comment is no like of a post, and what was undone is nothing.

    Examples
    --------
    >>> kind_of("Liked"), kind_of("post_like"), kind_of("いいね"), kind_of("unlike"), kind_of("like_comment")
    ('like', 'like', 'like', None, None)
    """
    word = word.strip().removeprefix("app.bsky.feed.").removeprefix("app.bsky.graph.")
    whole = "_".join(word.lower().split())
    if whole in _WORDS:
        return _WORDS[whole]
    words = [one for one in words_of(word) if one not in _NEUTRAL]
    acts = {_WORDS[one] for one in words if one in _WORDS}
    if len(acts) != 1:
        return None
    kind = acts.pop()
    object_of: Tag = "person" if kind == "follow" else "thing"
    return kind if all(one in _WORDS or object_of in tags_of(one) for one in words) else None


def takes_like_back(word: str) -> bool:
    """Return whether a word, or a few, stand for a like that is taken back.

    Examples
    --------
    >>> takes_like_back("unlike"), takes_like_back("取消点赞"), takes_like_back("like_removed"), takes_like_back("like")
    (True, True, True, False)
    """
    words = [one for one in words_of(word) if one not in _NEUTRAL]
    undoing = [one for one in words if one in _UNDOING]
    rest = [one for one in words if one not in _UNDOING and "thing" not in tags_of(one)]
    if not undoing and len(rest) == 1:
        return rest[0] in _UNLIKES
    return bool(undoing) and bool(rest) and all(_WORDS.get(one) == "like" for one in rest)


_UNLIKES = frozenset(["unlike", "unliked", "unfavorite", "unfavorited", "unfavourite", "unfav", "unvote", "descurtir"])
_UNDOING = frozenset(
    {
        *("un", "undo", "undone", "cancel", "cancelled", "canceled", "remove", "removed", "delete", "deleted"),
        *("withdraw", "withdrawn", "revoke", "revoked", "取消", "撤销", "撤回", "取り消し", "解除"),
    }
)
"""Words which, beside one for a like, say that it is taken back."""


def format_of(word: str) -> str | None:
    """Return the format of a post that a word stands for; None where that isn't known."""
    return FORMAT_ALIASES.get(word.strip(" ").lower())


def known_kinds(words: Iterable[str]) -> frozenset[str]:
    """Return those of some words, in lower case, that stand for a kind of event."""
    return frozenset(word.strip().lower() for word in words if kind_of(word))
