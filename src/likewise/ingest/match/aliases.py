"""Other names for the canonical columns and kinds, as platforms and exports write them.

The one place where a foreign word is declared. Case, spaces and punctuation don't count
(`Liked_Count` is `likedcount`). A canonical name beats a usual alias, a usual alias beats a
loose one; two columns that claim one canonical name at the same rank are the user's to settle.
"""

import re
from collections.abc import Mapping

_PUNCTUATION = re.compile(r"[\W_]+")
_REPEATED = re.compile(r" \(column \d+\)$")


def numbered(name: str, index: int) -> str:
    """A column name that its header repeats (or leaves empty), told apart by its place, counted from 0."""
    return f"{name} (column {index + 1})".lstrip()


def plain(name: str) -> str:
    """A column name without case, spaces, punctuation and number; scripts other than Latin stay."""
    return _PUNCTUATION.sub("", _REPEATED.sub("", name)).casefold()


_TIME = (
    "created_at create_time created_time created timestamp ts datetime starred_at published_at publish_time "
    "published timestamp_share time_us event_time 时间 发布时间 首次发布时间 创建时间 评论时间 点赞时间"
)
_POST = (
    "post_id item item_id note note_id aweme aweme_id status status_id repo repo_name repository tweet "
    "tweet_id "
    "video video_id object object_id url_id 笔记 笔记id 作品id 视频id 帖子 帖子id 稿件id"
)

USUAL: Mapping[str, Mapping[str, str]] = {
    "events": {
        "actor": "user uid user_id from from_id liker account account_id actor_id voter creator_hash "
        "点赞人 点赞者 用户 用户id 账号 账号id 评论人",
        "author": "author_id owner owner_id creator creator_id to target target_id followee receiver "
        "作者 作者id "
        "博主 博主id",
        "post": _POST,
        "kind": "action type event event_type action_type 类型 行为 动作",
        "time": _TIME + " date 日期",
        "text": "comment content body message comment_text 评论 评论内容 内容 文本",
        "dwell_s": "dwell dwell_time dwell_seconds watch_s watch_time watch_seconds 停留时长 观看时长",
        "completion": "completion_rate watched watched_share progress 完播率 完播 观看进度",
    },
    "posts": {
        "post": _POST,
        "author": "author_id owner owner_id creator creator_id creator_hash user uid user_id account "
        "account_id "
        "作者 作者id 账号 账号id 博主 博主id",
        "time": _TIME + " post_time video_publish_time",
        "text": "title body message caption post_text video_title 标题 笔记标题 作品名称 视频标题 视频描述 正文 内容",
        "format": "type post_type note_type video_type content_type 体裁 类型 笔记类型 作品类型",
        "duration_s": "duration duration_sec length video_length 时长 作品时长 视频时长",
        "impressions": "impression_count shown exposures thumbnail_impressions 曝光 曝光量 曝光数 展现量",
        "views": "view_count viewed_count viewd_count plays play_count video_play_count video_views "
        "total_views "
        "观看量 观看数 播放量 播放数 阅读量 阅读数 浏览量",
        "completion_rate": "completion finish_rate 完播率 完成率",
        "avg_watch_s": "average_watch_time avg_watch avg_watch_time average_view_duration 人均观看时长 "
        "平均播放时长 "
        "平均观看时长",
        "likes": "like_count liked_count likes_count total_likes favourites favorites voteup_count stars "
        "点赞 点赞量 "
        "点赞数 赞同数 赞同 喜欢 获赞",
        "comments": "comment_count comments_count total_comments comments_added replies reply_count "
        "video_comment "
        "评论 评论量 评论数",
        "reposts": "repost_count share_count shared_count shares total_shares retweets retweet_count "
        "video_share_count 分享 分享量 分享数 转发 转发量 转发数",
        "saves": "save_count collected_count collects bookmarks bookmark_count total_bookmarks "
        "video_favorite_count "
        "收藏 收藏量 收藏数",
        "new_follows": "follows followers_gained subscribers_gained 涨粉 涨粉量 粉丝增量 关注量",
    },
    "accounts": {
        "account": "account_id user user_id uid author author_id creator creator_id creator_hash mid "
        "账号 账号id 用户 "
        "用户id 作者 作者id 博主 博主id",
        "name": "nickname screen_name display_name account_name username 昵称 名称 用户名 账号名称",
        "followers": "follower_count followers_count fans fans_count total_fans subscribers 粉丝 粉丝数 "
        "粉丝量 总粉丝量",
        "following": "following_count followings friends_count follows 关注 关注数 关注量",
        "created": "created_at create_time registered registered_at joined signup_date 注册时间 创建时间",
        "category": "topic field niche vertical 分类 类别 领域 垂类",
    },
    "drops": {
        "member": "sender dropped_by 发送者 发送人 群成员",
        "link": "url href 链接",
        "time": _TIME + " date 日期",
        "chat": "room group 群 群名 群聊",
    },
}
"""Canonical column to its usual aliases, a table each."""

LOOSE: Mapping[str, Mapping[str, str]] = {
    "events": {
        "post": "url link content_id",
        "actor": "username login name nickname",
        "text": "comment_body",
    },
    "posts": {
        "post": "content_id id url link permalink post_url post_link video_link",
        "author": "name",
        "time": "date 日期",
        "text": "desc description content",
    },
    "accounts": {"account": "id", "category": "type"},
    "drops": {},
}
"""Aliases that give way to any other column which claims the same name."""

EXACT_RANK, USUAL_RANK, LOOSE_RANK = 0, 1, 2


def _claims(table: str) -> dict[str, tuple[int, str]]:
    ranked = ((LOOSE_RANK, LOOSE), (USUAL_RANK, USUAL))
    return {
        plain(word): (rank, canonical)
        for rank, declared in ranked
        for canonical, words in declared[table].items()
        for word in words.split()
    }


CLAIMS: Mapping[str, Mapping[str, tuple[int, str]]] = {table: _claims(table) for table in USUAL}
"""Table and plain source name: the canonical column it stands for, and with which rank."""

KIND_ALIASES: Mapping[str, str] = {
    alias: kind
    for kind, words in {
        "view": "view views viewed watch watched play played read impression open 浏览 观看 播放 阅读",
        "like": "like likes liked star starred favorite favorited favourite favourited fav upvote vote "
        "thumbsup heart thumbs_up 👍 ❤️ ❤ ♥ 🔥 👏 😍 🥰 💯 🎉 😂 😄 😆 😊 😁 🤣 🤩 🙌 🙏 💪 ✨ ⭐ 🌟 💖 💕 👌 🎊 "
        "love care "
        "gefällt_mir j'aime j’aime j'adore j’adore me_gusta mi_piace gostei мне_нравится "
        "watchevent 点赞 赞 喜欢",
        "comment": "comment comments commented reply replied answer 评论 回复",
        "repost": "repost reposts reposted retweet retweeted share shared reblog quote forward boost 转发 分享 转载",
        "save": "save saved saves bookmark bookmarked collect collected 收藏",
        "follow": "follow followed follows subscribe subscribed 关注 订阅",
        "unfollow": "unfollow unfollowed unsubscribe unsubscribed 取关 取消关注",
        "purchase": "purchase purchased buy bought order ordered conversion 购买 下单 成交",
    }.items()
    for alias in words.split()
}
"""Lower-case words for the kinds of events, the canonical words among them; blanks inside of one are underscores."""

FORMAT_ALIASES: Mapping[str, str] = {
    alias: form
    for form, words in {
        "note": "note image photo carousel album normal text post status 图文 图集 笔记 图片",
        "video": "video reel short shorts clip zvideo 视频 短视频",
        "live": "live livestream stream 直播",
        "article": "article blog answer longread 文章 专栏",
    }.items()
    for alias in words.split()
}
"""Lower-case words for a post's format; any other word stays as it is."""

FILE_WORDS: Mapping[str, tuple[str, str | None]] = {
    **dict.fromkeys(("event", "events", "log", "interactions", "actions", "engagements"), ("events", None)),
    **dict.fromkeys(("like", "likes", "likers", "stars", "stargazers", "点赞"), ("events", "like")),
    **dict.fromkeys(("comment", "comments", "replies", "评论"), ("events", "comment")),
    **dict.fromkeys(("reposts", "retweets", "shares", "转发"), ("events", "repost")),
    **dict.fromkeys(("follows", "关注"), ("events", "follow")),
    **dict.fromkeys(("post", "posts", "contents", "notes", "videos", "作品", "笔记", "视频"), ("posts", None)),
    **dict.fromkeys(("drop", "drops"), ("drops", None)),
    **dict.fromkeys(("account", "accounts", "users", "creators", "profiles", "账号"), ("accounts", None)),
}
"""A word in a file's name: the table it speaks for, and the kind of its events when it says one."""

COMMENT_IDS = frozenset(map(plain, ("comment_id", "评论id", "评论编号", "rpid")))
"""Columns that number comments (Bilibili calls comments replies): a table with one is no table of posts."""
