"""What WeChat Channels' assistant (视频号助手) exports: the numbers of one's own videos.

Days are Beijing's and have no hour. Rates are percent with a sign, of which Excel makes ratios; durations have 秒. 喜欢
(a heart) and 推荐 (a thumb that shows the video to friends) are two buttons: only the first is read as likes, and they
aren't added up. 转发聊天和朋友圈 repeats what 分享量 counts.
"""

from likewise.sources.known.expressions import won
from likewise.sources.known.face import Known, Part, Signature

VIDEOS = Known(
    name="channels-videos",
    title="视频号 动态数据明细",
    signatures=(
        Signature(("视频描述", "视频ID", "发布时间", "播放量", "喜欢")),
        Signature(("视频描述", "视频ID", "发布时间", "推荐", "喜欢")),
    ),
    fields={
        "description": ("视频描述",),
        "id": ("视频ID",),
        "published": ("发布时间",),
        "finished": ("完播率",),
        "watched": ("平均播放时长",),
        "seen": ("播放量",),
        "recommended": ("推荐",),
        "liked": ("喜欢",),
        "commented": ("评论量",),
        "shared": ("分享量",),
        "won": ("关注量",),
        "forwarded": ("转发聊天和朋友圈",),
        "as_ringtone": ("设为铃声",),
        "as_status": ("设为状态",),
        "as_cover": ("设为朋友圈封面",),
    },
    parts=(
        Part(
            "posts",
            columns={
                "post": "id",
                "time": "published",
                "text": "description",
                "views": "seen",
                "completion_rate": "finished",
                "avg_watch_s": "watched",
                "likes": "liked",
                "comments": "commented",
                "reposts": "shared",
                "new_follows": "won",
            },
            made={"new_follows": won("won")},
            shares={"completion_rate": "signed"},
        ),
    ),
    zone="Asia/Shanghai",
    cannot=("only_numbers",),
    own=True,
    page="https://channels.weixin.qq.com",
)

SOURCES = (VIDEOS,)
