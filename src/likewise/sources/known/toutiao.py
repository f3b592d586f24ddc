"""What Toutiao's creator centre (头条号后台) exports: the numbers of one's own articles.

Times are Beijing's and name no zone. The completion rate is a bare percent (16.55), which a spreadsheet leaves as it
is; the click rate is a ratio, and -1 means that a number is missing.
"""

from likewise.sources.known.expressions import by_title
from likewise.sources.known.face import Known, Part, Signature

_COUNTS = {
    "impressions": "shown",
    "views": "seen",
    "completion_rate": "finished",
    "avg_watch_s": "read_for",
    "likes": "liked",
    "comments": "commented",
    "reposts": "shared",
    "saves": "collected",
}

ARTICLES = Known(
    name="toutiao-articles",
    title="头条号 作品数据",
    signatures=(
        Signature(("标题", "发布时间", "展现量", "阅读量", "平均阅读完成率")),
        Signature(("标题", "发布时间", "展现量", "阅读量", "完成率")),
    ),
    fields={
        "id": ("ID", "文章ID"),
        "link": ("链接",),
        "title": ("标题",),
        "published": ("发布时间",),
        "shown": ("展现量",),
        "shown_to_fans": ("粉丝展现量",),
        "seen": ("阅读量",),
        "seen_by_fans": ("粉丝阅读量",),
        "click_rate": ("点击率",),
        "finished": ("平均阅读完成率", "完成率"),
        "read_for": ("平均阅读时长",),
        "liked": ("点赞量",),
        "commented": ("评论量",),
        "shared": ("转发量", "分享量"),
        "collected": ("收藏量",),
    },
    parts=(
        Part(
            "posts",
            columns={"post": "id", "time": "published", "text": "title", **_COUNTS},
            made={
                "post": f"coalesce(id, link, {by_title('title', 'published')})",
                **{name: f"nullif({field}, '-1')" for name, field in _COUNTS.items()},
            },
            shares={"completion_rate": "percent"},
        ),
    ),
    zone="Asia/Shanghai",
    cannot=("only_numbers",),
    own=True,
    page="https://mp.toutiao.com",
)

SOURCES = (ARTICLES,)
