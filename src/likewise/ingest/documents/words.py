"""Names in JSON documents that tell what an object or a list is for, from what APIs and archives call them.

Written in plain form: lower case, letters and digits only. The names come from the documented answers of Reddit,
Mastodon and other ActivityPub servers, Bluesky, GitHub, YouTube, Facebook's Graph API, X, TikTok, Weibo, Bilibili,
Elasticsearch and GraphQL, and from the archives of one's own data that X, Instagram and TikTok hand out.
"""

import re

_PUNCTUATION = re.compile(r"[\W_]+")
_LATIN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def _of(names: str) -> frozenset[str]:
    return frozenset(names.split())


PAGING = _of(
    "cursor next nextcursor nextpage nextpagetoken nexttoken previous prev prevpage prevpagetoken previouscursor "
    "pagetoken paging pageinfo pagination page pages pagesize pagenum pageno pagenumber perpage limit offset start "
    "skip first last before after dist modhash geofilter count total totalcount totalitems totalresults totalrows "
    "totalpages totalhits resultcount resultsperpage size hasmore hasnext hasnextpage haspreviouspage hasprev more "
    "isend isover end endcursor startcursor ok success code errno err error errors errormsg errmsg msg message status "
    "statuscode statusmsg statusmessage result requestid logid traceid rid ttl took timedout version apiversion kind "
    "type etag context schema self extra meta maxscore incompleteresults newestid oldestid maxid minid sinceid "
    "responsetime servertime now duration cost lang locale num"
)
"""What says how an answer is cut into pages and whether it went well: nothing about a post or a person."""

PAGING_OBJECTS = _of("page paging pageinfo pagination cursors meta")
"""Objects in which that stands."""

WRAPPERS = _of("data node source")
"""Keys under which the object itself stands where each is wrapped beside a name of its kind or a cursor."""

CARDS = _of("mblog awemeinfo notecard itemstruct")
"""Keys under which a post stands in a card of an app's feed, beside what the card itself is."""

TAGS = ("kind", "type", "__typename")
"""Keys beside a wrapped object that say what it is."""

REPLIES = _of(
    "replies reply replylist replycomments replycommentlist subcomments subcomment subcommentlist childcomments "
    "children childs responses answers thread 回复 回复列表 子评论 二级评论 评论回复"
)
"""Lists inside of comments that hold comments of the same kind."""

ON_POSTS = _of(
    "comment commenter reply replie subcomment answer response like liker liked favorite favourite favorited "
    "favourited vote voter upvote reaction react share repost reposter retweet retweeter boost boosted reblog renote "
    "评论 回复 点赞 转发 分享 收藏"
)
"""Words in the names of lists of what people did to a post; in the singular."""

ON_ACCOUNTS = _of("follow follower following followee fan friend 关注 粉丝")
"""Words in the names of lists of those who follow an account, or whom it follows."""

POSTS = _of("post tweet status statuse note video aweme timeline story storie 作品 笔记 视频")
"""Words in the names of lists of posts."""

ACTS = (
    ON_POSTS
    | ON_ACCOUNTS
    | POSTS
    | _of(
        "user people account member participant event activity activitie interaction engagement feed message children "
        "discussion thread 用户"
    )
)
"""Words in the names of lists that hold people, what they did, or posts."""

ATTACHMENTS = _of(
    "hashtag tag tagged topic mention mentioned url link media image photo picture pic thumb thumbnail avatar cover "
    "icon attachment file format subtitle caption chapter fragment variant entity entitie annotation emoji sticker "
    "poll option facet embed place location coordinate geo label badge music sound effect extra stream rendition "
    "resolution keyword category categorie field 图片 话题 标签 封面 链接 表情"
)
"""Words in the names of lists that hold what a post is made of; in the singular."""

CARD_IDS = _of("id idstr mid noteid awemeid")
"""Names of the id of a post in a card; where it has one, the card's own is none."""

PARTS = _of("childposts childmedia carouselmedia sidecarchildren")
"""Names of lists of the pictures that one post has."""

TAGGED = _of("tagged mention mentioned")
"""Words that say of people that they did nothing, wherever in a name they stand."""

CARRIED = _of(
    "id ids pk uri url link href permalink shortcode code key slug cid did login username screenname nickname name "
    "title handle author owner account user repo repository post note video tweet item"
)
"""What of a row is carried into the rows of a list inside it, besides all that ends in id, url or uri."""


PERSONS = _of(
    "user owner author account creator uploader channel person member profile uid did login handle nick nickname "
    "screenname username publisher poster 用户 作者 博主 昵称 账号"
)
"""Words in the names of fields that say who somebody is."""


def plain(name: str) -> str:
    """A name in lower case, without punctuation."""
    return _PUNCTUATION.sub("", name).casefold()


def pages(path: tuple[str, ...]) -> bool:
    """Whether a field says how an answer is cut into pages, or whether it went well."""
    return plain(path[-1]) in PAGING or any(plain(part) in PAGING_OBJECTS for part in path[:-1])


def identifies(name: str) -> bool:
    """Whether a name is one of those that say which row it is."""
    found = plain(name)
    return found in CARRIED or found.endswith(("id", "idstr", "url", "uri"))


def of_person(path: tuple[str, ...]) -> bool:
    """Whether a field says who somebody is."""
    return any(
        plain(part) in PERSONS
        or {word.casefold().removesuffix("s") for word in _LATIN.findall(part)} & PERSONS
        or any(word in part for word in PERSONS if not word.isascii())
        for part in path
    )


def of_count(path: tuple[str, ...]) -> bool:
    """Whether a field counts something: of the object it stands in, and of no row inside that."""
    return plain(path[-1]).endswith(("count", "counts", "数", "量"))


def of_replies(path: tuple[str, ...]) -> bool:
    """Whether a list inside a row holds answers to it by its name."""
    return any(plain(part) in REPLIES for part in path)


def of_acts(path: tuple[str, ...]) -> bool:
    """Whether a list inside a row holds people, acts or posts by its name: its last word that says something counts."""
    return not of_parts(path) and _last_told(path) in ACTS


def of_parts(path: tuple[str, ...]) -> bool:
    """Whether a list's name is that of the pictures that one post has."""
    return any(plain(part) in PARTS for part in path[-1:])


def says_nothing(path: tuple[str, ...]) -> bool:
    """Whether a list's name says nothing of what it holds."""
    return not _last_told(path[-1:]) and not of_parts(path) and not of_replies(path[-1:])


def around(path: tuple[str, ...], *, comments: bool) -> str:
    """What the row is that a list of this name lies in: `post`, `comment`, `account`; nothing if unsaid.

    `comments` says that the rows are comments by their columns.
    """
    if of_replies(path):
        # They may answer a post or a comment.
        return ""
    told = _last_told(path)
    if comments and told in ON_POSTS:
        return "comment"
    kinds = {"post": ON_POSTS, "account": ON_ACCOUNTS}
    return next((kind for kind, words in kinds.items() if told in words), "")


def of_attachments(path: tuple[str, ...]) -> bool:
    """Whether a list inside a row holds what a post is made of by its name."""
    return of_parts(path) or _last_told(path) in ATTACHMENTS


def _last_told(path: tuple[str, ...]) -> str:
    for part in reversed(path):
        words = _words(part)
        if tagged := TAGGED & set(words):
            return min(tagged)
        for word in reversed(words):
            if word in ACTS or word in ATTACHMENTS:
                return word
    return ""


def _words(name: str) -> list[str]:
    """The words of a name in the singular, as `likedBy`, `liked_by` or 评论列表 are written."""
    latin = [word.casefold().removesuffix("s") for word in _LATIN.findall(name)]
    return [*latin, *(word for word in sorted(ACTS | ATTACHMENTS) if not word.isascii() and word in name)]
