"""What Weibo's data centre (数据助手) calls the numbers of one's own posts: known by these words, from no file.

Lists of anybody's posts may have the same words, so that a file with them isn't taken as one person's.
"""

from likewise.sources.known.expressions import by_title
from likewise.sources.known.face import Known, Part, Signature

POSTS = Known(
    name="weibo-posts",
    title="微博 数据助手",
    signatures=(Signature(("发布时间", "阅读数", "转发数", "评论数", "点赞数")),),
    fields={
        "id": ("微博ID", "mid"),
        "author": ("用户ID", "用户昵称", "账号", "作者"),
        "words": ("微博内容", "博文内容", "内容", "正文", "标题"),
        "published": ("发布时间",),
        "seen": ("阅读数",),
        "shared": ("转发数",),
        "commented": ("评论数",),
        "liked": ("点赞数",),
    },
    parts=(
        Part(
            "posts",
            columns={
                "post": "id",
                "author": "author",
                "time": "published",
                "text": "words",
                "views": "seen",
                "likes": "liked",
                "comments": "commented",
                "reposts": "shared",
            },
            made={"post": f"coalesce(id, {by_title('words', 'published')})"},
        ),
    ),
    zone="Asia/Shanghai",
    cannot=("only_numbers",),
    page="https://dss.sc.weibo.com",
)

SOURCES = (POSTS,)
