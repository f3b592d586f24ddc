"""What Douyin's creator centre (抖音创作者中心) exports: the numbers of one's own works, and of one's days.

Every cell is text. Times are Beijing's and name no zone, rates are ratios, a work's name is its title and caption in
one, and works have no id. A version of 2026 has the columns 评论量 and 分享量 the other way round, and says how long a
work lasts.
"""

from likewise.sources.known.daily import by_day, daily
from likewise.sources.known.expressions import by_title, won
from likewise.sources.known.face import Known, Part, Signature
from likewise.sources.reasons import NOT_PUBLIC

_PAGE = "https://creator.douyin.com"
_WORK = ("作品名称", "发布时间", "体裁", "播放量", "完播率", "点赞量")

WORKS = Known(
    name="douyin-works",
    title="抖音 作品列表",
    signatures=(
        Signature((*_WORK, "审核状态")),
        Signature((*_WORK, "发布状态")),
        Signature((*_WORK, "5s完播率")),
    ),
    fields={
        "title": ("作品名称",),
        "published": ("发布时间",),
        "form": ("体裁",),
        "standing": ("审核状态", "发布状态"),
        "seen": ("播放量",),
        "finished": ("完播率",),
        "finished_5s": ("5s完播率",),
        "cover_ctr": ("封面点击率",),
        "left_2s": ("2s跳出率",),
        "lasts": ("作品时长",),
        "watched": ("平均播放时长",),
        "liked": ("点赞量",),
        "shared": ("分享量",),
        "commented": ("评论量",),
        "collected": ("收藏量",),
        "visited": ("主页访问量",),
        "won": ("粉丝增量",),
    },
    parts=(
        Part(
            "posts",
            columns={
                "post": "title",
                "time": "published",
                "text": "title",
                "format": "form",
                "duration_s": "lasts",
                "views": "seen",
                "completion_rate": "finished",
                "avg_watch_s": "watched",
                "likes": "liked",
                "comments": "commented",
                "reposts": "shared",
                "saves": "collected",
                "new_follows": "won",
            },
            made={
                "post": by_title("title", "published"),
                # 1min-视频, 1-3min视频, 5min+视频 say how long a video is, too coarsely for a duration.
                "format": "case when contains(form, '视频') then 'video' else form end",
                "completion_rate": "case when form is null or not contains(form, '图文') then finished end",
                "new_follows": won("won"),
            },
            aside={NOT_PUBLIC: "standing in ('自见', '私密', '仅自己可见')"},
            shares={"completion_rate": "ratio"},
        ),
    ),
    zone="Asia/Shanghai",
    cannot=("only_numbers",),
    own=True,
    says=("post_is_title_and_time", "completion_of_pictures"),
    page=_PAGE,
)

_MEASURES = (
    "播放量",
    "作品点赞",
    "作品评论",
    "作品分享",
    "封面点击率",
    "主页访问",
    "净增粉丝",
    "取关粉丝",
    "总粉丝量",
)

DAYS = daily(
    "douyin-days",
    "抖音 每日数据",
    tuple(by_day("日期", measure) for measure in _MEASURES),
    day=("日期",),
    zone="Asia/Shanghai",
    page=_PAGE,
)

SOURCES = (WORKS, DAYS)
