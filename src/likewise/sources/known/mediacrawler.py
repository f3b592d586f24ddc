"""What MediaCrawler saves of seven Chinese platforms: the notes it found, and who commented on them.

Its files never say who liked; comments are comments. Until July 2026 they named people by their ids; since then by a
hash of the id (`creator_hash`), with the nickname masked. Ids are hashed here in the same way, so that files of both
ages speak of the same people.
"""

from collections.abc import Mapping

from likewise.sources.known.face import Known, Part, Signature
from likewise.sources.reasons import ID_SCIENTIFIC

_PAGE = "https://github.com/NanmiCoder/MediaCrawler"

_HASHED = "left(sha256({id}), 16)"
"""How the crawler hashes an id; without a salt, so that a person has one hash in all files."""

_NOBODY = ", ".join(_HASHED.format(id=f"'{word}'") for word in ("", "0", "None"))
"""Hashes of what stands where there is no id (people without a name, rows without a person)."""

_WHO = f"case when hashed is null then {{unhashed}} when hashed not in ({_NOBODY}) then hashed end"


def _unhashed(name: str) -> str:
    """SQL: the hash of an id. One that a spreadsheet has cut stays as it is, so that it is set aside as such."""
    cut = f"source_scientific({name}) or source_decimal({name})"
    nobody = f"source_given({name}) is null or trim({name}) = '0'"
    return f"case when {cut} then {name} when {nobody} then null else {_HASHED.format(id=f'trim({name})')} end"


_BLANK = r"[\s\p{Z}]"
_MENTION = r"(?:@[^\s\p{Z}@:：]+)+"
_NOT_SAID = {
    rf"^{_BLANK}*回复{_BLANK}*{_MENTION}{_BLANK}*[:：]?": " ",
    rf"(^|[^0-9A-Za-z._-]){_MENTION}": r"\1 ",
    r"\[[^\[\]\s]{1,12}\]": " ",
    rf"{_BLANK}+": " ",
}
"""What a text holds beside words, with what it gives way to: whom a reply is to, friends called in, stickers such as
[笑哭R], and line breaks. A comment that is nothing else has no text, or else it would be like every other."""


def _words(text: str) -> str:
    """SQL: the words of a text; NULL where there are none."""
    for pattern, instead in _NOT_SAID.items():
        text = f"regexp_replace({text}, '{pattern}', '{instead}', 'g')"
    return f"nullif(trim({text}), '')"


_SHARED_FIELDS: Mapping[str, tuple[str, ...]] = {
    "person": ("creator_hash", "user_id"),
    "hashed": ("creator_hash",),
    "nickname": ("nickname", "user_nickname", "user_name"),
    "title": ("title",),
    "words": ("content", "content_text", "text", "desc"),
    "dated": ("create_time", "time"),
    "crawled": ("last_modify_ts", "add_ts"),
    "form": ("type",),
    "liked": ("liked_count",),
    "commented": ("comment_count",),
    "shared": ("share_count",),
    "comment": ("comment_id",),
    "parent": ("parent_comment_id",),
    "fans": ("fans", "total_fans"),
    "followed": ("follows",),
}

_SHARED_MADE: Mapping[str, str] = {
    "who": _WHO.format(unhashed=_unhashed("person")),
    "moment": "dated",
    "replied": "case when try_cast(parent as double) = 0 or parent in (comment, post) then null "
    "else trim(source_given(parent)) end",
    "said": _words("case when starts_with(words, title) then words else concat_ws(' ', title, words) end"),
}
"""`replied` is the comment that a comment answers; on the note itself, platforms write 0, nothing or its own id."""

_CRAWLED_US = "try_cast(crawled as bigint) * 1000"

_COUNTS = {
    "views": "seen",
    "likes": "liked",
    "comments": "commented",
    "reposts": "shared",
    "saves": "saved",
}


def _posts(made: Mapping[str, str], when: Signature, fields: Mapping[str, tuple[str, ...]]) -> Part:
    """The notes of a platform. A count of -1 is one that the platform didn't give."""
    counts = {name: field for name, field in _COUNTS.items() if field in fields}
    return Part(
        "posts",
        columns={"post": "post", "author": "person", "time": "dated", "text": "words", "format": "form", **counts},
        made={
            "author": "who",
            "time": "moment",
            "text": "said",
            **{name: f"nullif(trim({field}), '-1')" for name, field in counts.items()},
            **made,
        },
        when=when,
        fresh=_CRAWLED_US,
    )


def _comments(asks: Mapping[str, str] | None = None) -> Part:
    """Comments, and replies to them, on the notes: two who argue under a third one's note do each other no favour."""
    return Part(
        "events",
        columns={"actor": "person", "post": "post", "time": "dated", "text": "words"},
        made={"actor": "who", "time": "moment", "text": "said"},
        aside={ID_SCIENTIFIC: "source_scientific(comment) or source_scientific(parent)"},
        kind="comment",
        when=Signature(("comment_id",)),
        says=("crawler_replies",),
        asks={"crawler_cut": "mediacrawler_cut", "crawler_pile": "mediacrawler_pile", **(asks or {})},
    )


def _named(post: str, person: str) -> Part:
    """Names of the people in files from before the hash; masked names since then name nobody."""
    return Part(
        "accounts",
        columns={"account": "person", "name": "nickname"},
        select="mediacrawler_name",
        when=Signature((post, person), lacks=("creator_hash",)),
    )


def _creators(carried: Signature) -> Part:
    """Pages of people, which only files from before the hash hold."""
    return Part(
        "accounts",
        columns={"account": "person", "name": "nickname", "followers": "fans", "following": "followed"},
        made={"account": "who"},
        when=carried,
        fresh=_CRAWLED_US,
    )


def _platform(
    name: str,
    title: str,
    post: str,
    contents: tuple[str, ...],
    comments: tuple[Signature, ...],
    creators: Signature | None,
    fields: Mapping[str, tuple[str, ...]] | None = None,
    made: Mapping[str, str] | None = None,
    post_made: Mapping[str, str] | None = None,
    more: tuple[Signature, ...] = (),
    parts: tuple[Part, ...] = (),
    says: tuple[str, ...] = (),
    asks: Mapping[str, str] | None = None,
    person: str = "user_id",
) -> Known:
    """One platform. `contents` and `comments` are what its files have beside the post's id, `post`, and the person.

    A `creator_hash` is the crawler's own; ids of people and of posts are everybody's, so that old files are told by
    one more of its columns.
    """
    all_fields = {**_SHARED_FIELDS, "post": (post,), **(fields or {})}
    new = (Signature(contents), *(Signature(("comment_id", *told.has), told.lacks) for told in comments))
    old = (
        Signature((*contents, "last_modify_ts")),
        *(Signature((*told.has, "sub_comment_count"), told.lacks) for told in new[1:]),
    )
    return Known(
        name=f"mediacrawler-{name}",
        title=f"MediaCrawler {title}",
        signatures=(
            *(Signature((post, *file.has, "creator_hash"), file.lacks) for file in new),
            *(Signature((post, *file.has, person), file.lacks) for file in old),
            *([creators] if creators else []),
            *more,
        ),
        fields=all_fields,
        parts=(
            _posts(post_made or {}, Signature((post,), lacks=("comment_id",)), all_fields),
            _comments(asks),
            _named(post, person),
            *([_creators(creators)] if creators else []),
            *parts,
        ),
        made={**_SHARED_MADE, **(made or {})},
        zone="Asia/Shanghai",
        mixes=True,
        cannot=("no_likers",),
        says=("crawler_people", "crawler_words", *says),
        page=_PAGE,
    )


_NOT_XIAOHONGSHU = ("create_date_time", "comment_like_count", "publish_time")
"""Columns of the comments of other platforms that call a post a note."""

XIAOHONGSHU = _platform(
    "xiaohongshu",
    "小红书",
    "note_id",
    contents=("liked_count", "collected_count"),
    comments=(
        Signature(("content", "like_count"), _NOT_XIAOHONGSHU),
        Signature(("content", "pictures"), _NOT_XIAOHONGSHU),
    ),
    creators=Signature(("user_id", "interaction", "fans"), lacks=("videos_count",)),
    fields={"saved": ("collected_count",)},
)

_DOUYIN_PICTURES = "68"
"""Douyin's type of a post of pictures; nearly all others are videos."""

DOUYIN = _platform(
    "douyin",
    "抖音",
    "aweme_id",
    contents=("liked_count",),
    comments=(Signature(("content",)),),
    creators=Signature(("user_id", "interaction", "videos_count", "fans")),
    fields={"form": ("aweme_type",), "saved": ("collected_count",)},
    post_made={
        "format": f"case when trim(form) = '{_DOUYIN_PICTURES}' then 'note' "
        "when try_cast(form as integer) is not null then 'video' else form end"
    },
)

_DYNAMICS = Signature(("dynamic_id", "pub_ts"))
_FOLLOWERS = Signature(("up_id", "fan_id"))

BILIBILI = _platform(
    "bilibili",
    "哔哩哔哩",
    "video_id",
    contents=("video_play_count",),
    comments=(Signature(("content", "parent_comment_id")),),
    creators=Signature(("user_id", "total_fans")),
    fields={
        "form": ("video_type", "type"),
        "seen": ("video_play_count",),
        "commented": ("video_comment", "total_comments"),
        "shared": ("video_share_count", "total_forwards"),
        "saved": ("video_favorite_count",),
        "dynamic": ("dynamic_id",),
        "dynamic_at": ("pub_ts",),
        "dynamic_liked": ("total_liked",),
        "fan": ("fan_id",),
        "up": ("up_id",),
        "found": ("add_ts", "last_modify_ts"),
    },
    more=(_DYNAMICS, _FOLLOWERS),
    parts=(
        Part(
            "posts",
            columns={
                "post": "dynamic",
                "author": "person",
                "time": "dynamic_at",
                "text": "words",
                "format": "form",
                "likes": "dynamic_liked",
                "comments": "commented",
                "reposts": "shared",
            },
            made={
                "author": "who",
                "text": "said",
                "format": "case when form like '%_AV' then 'video' when form like '%_ARTICLE' then 'article' "
                "when form like '%LIVE%' then 'live' else 'note' end",
            },
            when=_DYNAMICS,
        ),
        Part(
            "events",
            columns={"actor": "fan", "author": "up", "time": "found"},
            made={"actor": _unhashed("fan"), "author": _unhashed("up")},
            kind="follow",
            when=_FOLLOWERS,
            says=("follows_when_found",),
        ),
    ),
)

KUAISHOU = _platform(
    "kuaishou",
    "快手",
    "video_id",
    contents=("viewd_count",),
    comments=(Signature(("content",), lacks=("parent_comment_id",)),),
    creators=None,
    fields={"form": ("video_type",), "seen": ("viewd_count",)},
    post_made={"format": "'video'"},
)

_WEIBO_MENDED_MS = 1_785_340_800_000
"""2026-07-30 00:00 in China, ms: until then the crawler took Beijing's time for UTC's."""

_WEIBO_LATE_S = 8 * 3600

_BEFORE_THE_MEND = f"coalesce(try_cast(crawled as bigint) < {_WEIBO_MENDED_MS}, hashed is null)"
"""SQL: files that name people by their ids are older than the mend, even where nothing says when they were crawled."""

_IN_SECONDS = "abs(try_cast(stamp as double)) < 1e11"
_SET_BACK = f"cast(try_cast(stamp as bigint) - {_WEIBO_LATE_S} as varchar)"

_WRITTEN_OUT = "try_cast(dated as bigint) is null and source_given(dated) is not null"

_UNSURE = (
    f"crawled is null and hashed is not null and {_IN_SECONDS} "
    f"and try_cast(stamp as double) * 1000 < {_WEIBO_MENDED_MS}"
)
"""SQL: nothing says whether a number of seconds was crawled before the mend; what was written after it was not."""

WEIBO = _platform(
    "weibo",
    "微博",
    "note_id",
    contents=("comments_count", "shared_count"),
    comments=(Signature(("content", "create_date_time")), Signature(("content", "comment_like_count"))),
    creators=Signature(("user_id", "follows", "tag_list", "fans"), lacks=("interaction",)),
    fields={
        "dated": ("create_date_time", "create_time"),
        "stamp": ("create_time",),
        "commented": ("comments_count",),
        "shared": ("shared_count",),
    },
    made={
        "moment": f"case when {_WRITTEN_OUT} then dated when {_IN_SECONDS} and {_BEFORE_THE_MEND} then {_SET_BACK} "
        "else stamp end",
        "clock_unsure": f"{_UNSURE} and not ({_WRITTEN_OUT})",
    },
    post_made={"format": "'note'"},
    says=("weibo_clock",),
    asks={"weibo_clock_unsure": "mediacrawler_clock"},
)

_COMMENTS_OF_EITHER = Signature(("comment_id", "content", "note_id"), (*_NOT_XIAOHONGSHU, "like_count", "pictures"))

XIAOHONGSHU_OR_WEIBO = Known(
    name="mediacrawler-xiaohongshu-or-weibo",
    title="MediaCrawler 小红书 / 微博",
    signatures=(
        Signature((*_COMMENTS_OF_EITHER.has, "creator_hash"), _COMMENTS_OF_EITHER.lacks),
        Signature((*_COMMENTS_OF_EITHER.has, "user_id", "sub_comment_count"), _COMMENTS_OF_EITHER.lacks),
    ),
    fields={**_SHARED_FIELDS, "post": ("note_id",), "stamp": ("create_time",)},
    parts=(_comments({"weibo_clock_unsure": "mediacrawler_clock"}), _named("note_id", "user_id")),
    made={
        **_SHARED_MADE,
        "moment": f"case when {_IN_SECONDS} and {_BEFORE_THE_MEND} then {_SET_BACK} else dated end",
        "clock_unsure": _UNSURE,
    },
    zone="Asia/Shanghai",
    mixes=True,
    cannot=("no_likers",),
    says=("crawler_people", "crawler_words", "crawler_platform", "weibo_clock"),
    page=_PAGE,
)
"""Comments without the columns by which the two are told apart: only one of them writes seconds."""

TIEBA = _platform(
    "tieba",
    "贴吧",
    "note_id",
    contents=("total_replay_num",),
    comments=(Signature(("content", "publish_time")),),
    creators=Signature(("user_id", "registration_duration", "fans")),
    fields={
        "person": ("creator_hash", "user_link", "user_id"),
        "dated": ("publish_time",),
        "commented": ("total_replay_num",),
    },
    post_made={"format": "'note'"},
    says=("tieba_people",),
    person="user_link",
)

ZHIHU = _platform(
    "zhihu",
    "知乎",
    "content_id",
    contents=("voteup_count",),
    comments=(Signature(("content", "publish_time")),),
    creators=Signature(("user_id", "user_nickname", "url_token", "fans")),
    fields={
        "dated": ("publish_time", "created_time"),
        "form": ("content_type",),
        "liked": ("voteup_count",),
    },
)

SOURCES = (XIAOHONGSHU, DOUYIN, BILIBILI, KUAISHOU, WEIBO, XIAOHONGSHU_OR_WEIBO, TIEBA, ZHIHU)
