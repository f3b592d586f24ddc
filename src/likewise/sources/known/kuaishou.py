"""What Kuaishou's creator centre (快手创作者服务平台) exports: the numbers of one's own works.

Known from the columns that others read, not from a file: works have no id there, and whether a bare completion rate is
a ratio or percent nobody says, so that only one with a percent sign is read.
"""

from likewise.sources.known.expressions import by_title, won
from likewise.sources.known.face import Known, Part, Signature

WORKS = Known(
    name="kuaishou-works",
    title="快手 作品列表明细",
    signatures=(Signature(("作品", "发布时间", "播放量", "点赞量", "涨粉量")),),
    fields={
        "title": ("作品",),
        "published": ("发布时间",),
        "seen": ("播放量",),
        "finished": ("完播率",),
        "liked": ("点赞量",),
        "commented": ("评论量",),
        "collected": ("收藏量",),
        "shared": ("分享量",),
        "won": ("涨粉量",),
    },
    parts=(
        Part(
            "posts",
            columns={
                "post": "title",
                "time": "published",
                "text": "title",
                "views": "seen",
                "completion_rate": "finished",
                "likes": "liked",
                "comments": "commented",
                "reposts": "shared",
                "saves": "collected",
                "new_follows": "won",
            },
            made={"post": by_title("title", "published"), "new_follows": won("won")},
            shares={"completion_rate": "sign"},
        ),
    ),
    zone="Asia/Shanghai",
    cannot=("only_numbers",),
    own=True,
    says=("post_is_title_and_time",),
    page="https://cp.kuaishou.com",
)

SOURCES = (WORKS,)
