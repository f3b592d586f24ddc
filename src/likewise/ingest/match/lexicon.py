"""The words of column names, in the languages in which exports, interfaces and scrapers write them.

A column name is a few words, such as `video_like_count`, `createTimeISO`, `评论用户ID` or `data da publicação`. Each
word has one meaning or several, which `lexicon.toml` declares; what the name as a whole means follows in `names`.

Sources, looked at on 2026-11-29: column and field names of the public interfaces and exports of X (v1.1 and v2),
Mastodon, Bluesky, Reddit, YouTube, TikTok, Instagram, Facebook, CrowdTangle, Weibo, Xiaohongshu, Douyin, Bilibili,
Kuaishou, Zhihu, Steem and Hive; of the scrapers that Apify and MediaCrawler stand for; of the example databases of
Rails, Django and Laravel (`favourites`, `statuses`, `commentable_id`); and dictionaries for the other languages.
"""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

Tag = Literal[
    "person", "author", "actor", "target", "thing", "comment_thing",
    "id", "name", "link", "count", "time", "text", "title", "kind", "share", "seconds", "sign", "format",
    "like", "comment", "repost", "save", "view", "impression", "follow", "unfollow", "purchase",
    "followers", "following", "created", "profile",
    "fetched", "parent", "original", "noise", "mean", "watch", "number", "flag",
]  # fmt: skip


def _by_word() -> Mapping[str, frozenset[Tag]]:
    found: dict[str, set[Tag]] = {}
    for tag, words in tomllib.loads((files(__package__) / "lexicon.toml").read_text(encoding="utf-8")).items():
        for word in words.split():
            found.setdefault(word, set()).add(cast(Tag, tag))
    return MappingProxyType({word: frozenset(tags) for word, tags in found.items()})


WORDS: Mapping[str, frozenset[Tag]] = _by_word()
"""Word to the meanings that it can have in a column's name."""
