"""What the name of a file or of a database's table suggests: a hint that gives way to the columns."""

import re
from pathlib import PurePath

from likewise.ingest.match.lexicon import Tag
from likewise.ingest.match.names import tags_of, words_of
from likewise.ingest.match.reading import READINGS, TableReading

_READINGS: tuple[tuple[Tag, str], ...] = (
    ("comment_thing", "comments"),
    ("comment", "comments"),
    ("like", "likes"),
    ("repost", "reposts"),
    ("save", "saves"),
    ("followers", "follows"),
    ("follow", "follows"),
    ("view", "views"),
    ("person", "accounts"),
    ("author", "accounts"),
    ("thing", "posts"),
)
"""Of a word's meanings the one that counts in a table's name, the first first."""

_EVENTS = frozenset(
    {"event", "events", "log", "logs", "interaction", "interactions", "engagements", "activity", "actions"}
)
_PLATFORMS = frozenset(
    {"weibo", "微博", "channel", "page", "content", "entry", "project", "object", "up", "op", "short"}
)
"""Words that name where a file comes from rather than what its rows are."""


_WITH = frozenset({"with", "con", "mit", "avec", "com", "含", "及", "和"})
"""Words after which a name goes on to what its rows hold besides: `posts_with_comments`."""

_DONE = {
    **dict.fromkeys(("liked", "favourited", "favorited", "upvoted", "starred"), "likes"),
    **dict.fromkeys(("saved", "bookmarked", "collected"), "saves"),
    **dict.fromkeys(("shared", "reposted", "retweeted", "reblogged"), "reposts"),
    **dict.fromkeys(("viewed", "watched"), "views"),
    **dict.fromkeys(("followed",), "follows"),
}
"""Words for what was done with the things that a name goes on to tell, as `saved_posts`."""


_HISTORY = frozenset({"history", "verlauf", "historial", "historico", "记录", "历史", "履歴"})
_SEEN = frozenset({"browsing", "watch", "watched", "viewing", "view", "video", "浏览", "观看", "視聴"})
"""Words for what somebody has looked at, as `Video Browsing History`."""

_ANY_LIST = frozenset(
    {
        *(
            "data",
            "items",
            "item",
            "list",
            "results",
            "result",
            "rows",
            "row",
            "records",
            "entries",
            "objects",
            "values",
        ),
        *("nodes", "edges", "elements", "response", "payload", "content", "collection", "children", "json", "all"),
    }
)
"""What interfaces call a list whatever its rows are: the file's name says more."""


_FILE = re.compile(r"\.(?:csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx|html?|xml)(?:\.(?:gz|zst|bz2|xz))?$", re.I)
"""How names of files end."""


def hint_of(shown: str) -> TableReading | None:
    """Return the reading that a table's name suggests, by the last word in it that names one.

    Parameters
    ----------
    shown
        The name of a file, or of a table in one after a colon, as `app.sqlite:likes`.

    Examples
    --------
    >>> hint_of("out/user_likes.csv").name, hint_of("笔记评论.xlsx").name, hint_of("export.csv")
    ('likes', 'comments', None)
    >>> hint_of("page.json:data.notes.comments").name, hint_of("export.zip:likes.csv").name
    ('comments', 'likes')
    """
    words = words_of(name_of(shown))
    joined = next((at for at, word in enumerate(words) if word in _WITH), len(words))
    words = words[:joined] or words
    if words and words[0] in _DONE and len(words) > 1:
        return READINGS[_DONE[words[0]]]
    if _HISTORY & {*words} and _SEEN & {*words}:
        return READINGS["views"]
    for word in reversed(words):
        if word in _EVENTS:
            return READINGS["events"]
        tags = tags_of(word)
        for tag, name in _READINGS:
            if tag in tags and word not in _PLATFORMS:
                return READINGS[name]
    return None


def name_of(shown: str) -> str:
    """Return the part of a name that says most: that of a list in a file, or of a file in an archive; no ending."""
    inner = re.search(r"[:#]([^/\\]*)$", shown)
    if inner and not _FILE.search(inner[1]):
        # A list inside of others is what its own name says: `notes.comments` are comments.
        outer, _, path = shown.rpartition(max(":#", key=shown.rfind))
        said = [part for part in path.split(".") if not set(words_of(part)) <= _ANY_LIST]
        return said[-1] if said else name_of(outer)
    tail = inner[1] if inner else PurePath(shown).name
    return re.split(r"\.(?=[A-Za-z0-9]+(?:\.|$))", tail)[0] or tail
