"""What Bilibili's creator centre (创作中心) exports: up to ten of one's own videos a file, and one's days.

Times are Beijing's and name no zone, rates are percent with a sign, the cover's click rate is in stars and no rate at
all, and videos have no id. Who exports chooses the columns, so that two files may hold two halves of a video's
numbers: what a row lacks is taken from another row of the same video.
"""

from likewise.sources.known.daily import by_day, daily
from likewise.sources.known.expressions import by_title, won
from likewise.sources.known.face import Known, Part, Signature

_PAGE = "https://member.bilibili.com"
_OWN_WORDS = (
    "投币量",
    "投币率",
    "弹幕量",
    "弹幕率",
    "封标点击率",
    "播转粉率",
    "游客播放占比",
    "粉丝观看率",
    "3秒跳出率",
    "平均播放进度",
)
"""Columns that no other platform's export has; one of them must be among those that were chosen."""


def _in_any(field: str) -> str:
    """The field as it stands in the row, or else in another row of the same video (the last by file and line)."""
    rows = "rows between unbounded preceding and unbounded following"
    same = f"partition by title, published order by file, line {rows}"
    return f"coalesce({field}, last_value({field} ignore nulls) over ({same}))"


VIDEOS = Known(
    name="bilibili-videos",
    title="B站 近期稿件对比",
    signatures=tuple(Signature(("视频标题", "发布时间", word)) for word in _OWN_WORDS),
    fields={
        "title": ("视频标题",),
        "published": ("发布时间",),
        "seen": ("播放量",),
        "won": ("涨粉量",),
        "lost": ("取关量",),
        "liked": ("点赞量",),
        "commented": ("评论量",),
        "danmaku": ("弹幕量",),
        "collected": ("收藏量",),
        "coins": ("投币量",),
        "shared": ("转发量",),
        "progress": ("平均播放进度",),
        "by_guests": ("游客播放占比",),
        "cover_stars": ("封标点击率",),
    },
    parts=(
        Part(
            "posts",
            columns={
                "post": "title",
                "time": "published",
                "text": "title",
                "views": "seen",
                "likes": "liked",
                "comments": "commented",
                "reposts": "shared",
                "saves": "collected",
                "new_follows": "won",
            },
            made={
                "post": by_title("title", "published"),
                "views": _in_any("seen"),
                "likes": _in_any("liked"),
                "comments": _in_any("commented"),
                "reposts": _in_any("shared"),
                "saves": _in_any("collected"),
                "new_follows": won(_in_any("won")),
            },
        ),
    ),
    zone="Asia/Shanghai",
    cannot=("only_numbers",),
    own=True,
    says=("post_is_title_and_time",),
    page=_PAGE,
)

DAYS = daily(
    "bilibili-days",
    "B站 历史累计数据趋势",
    (by_day("时间", "播放量", "累计粉丝"), by_day("时间", "播放量", "硬币"), by_day("时间", "播放量", "弹幕")),
    day=("时间",),
    zone="Asia/Shanghai",
    page=_PAGE,
)

SOURCES = (VIDEOS, DAYS)
