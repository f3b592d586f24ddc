"""What Xiaohongshu's creator centre (创作服务平台) exports: the numbers of one's own notes, and of one's account.

Times are Beijing's and name no zone. The cover's click rate is a ratio. Notes have no id. Older exports end with the
column 分享 or 人均观看时长.
"""

from likewise.sources.known.daily import by_day, daily
from likewise.sources.known.expressions import by_title, won
from likewise.sources.known.face import Known, Part, Signature

_PAGE = "https://creator.xiaohongshu.com"

NOTES = Known(
    name="xiaohongshu-notes",
    title="小红书 笔记列表明细表",
    signatures=(Signature(("笔记标题", "首次发布时间", "体裁", "观看量", "点赞", "收藏")),),
    fields={
        "title": ("笔记标题",),
        "published": ("首次发布时间",),
        "form": ("体裁",),
        "shown": ("曝光",),
        "seen": ("观看量",),
        "cover_ctr": ("封面点击率",),
        "liked": ("点赞",),
        "commented": ("评论",),
        "collected": ("收藏",),
        "won": ("涨粉",),
        "shared": ("分享",),
        "watched": ("人均观看时长",),
        "danmaku": ("弹幕",),
    },
    parts=(
        Part(
            "posts",
            columns={
                "post": "title",
                "time": "published",
                "text": "title",
                "format": "form",
                "impressions": "shown",
                "views": "seen",
                "avg_watch_s": "watched",
                "likes": "liked",
                "comments": "commented",
                "reposts": "shared",
                "saves": "collected",
                "new_follows": "won",
            },
            made={"post": by_title("title", "published"), "new_follows": won("won")},
            most=1000,
        ),
    ),
    zone="Asia/Shanghai",
    cannot=("only_numbers",),
    own=True,
    says=("post_is_title_and_time",),
    page=_PAGE,
)

DAYS = daily(
    "xiaohongshu-days",
    "小红书 近30日数据",
    (by_day("日期", "数值"), by_day("时间", "数值"), by_day("指标", "数值")),
    day=("日期", "时间"),
    figure=("指标",),
    zone="Asia/Shanghai",
    page=_PAGE,
)
"""近30日观看数据, 近30日互动数据 and their like: a sheet of totals (指标, 数值), and a sheet a number with its days."""

SOURCES = (NOTES, DAYS)
