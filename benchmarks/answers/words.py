"""Titles of posts and words of comments: of a topic, varied, some asking something; and comments that fit any post."""

import numpy as np

TOPICS = ("travel", "food", "books", "sport", "home", "pets")
TEMPLATES = ("赞赞", "支持", "互赞", "来了来了", "已赞", "nice", "加油", "棒棒哒", "路过支持一下", "赞")

_THINGS: dict[str, tuple[str, ...]] = {
    "travel": ("古镇", "海边", "雪山", "夜市", "高铁", "民宿", "日落", "徒步", "老城", "渡轮"),
    "food": ("红烧肉", "米线", "豆花", "饺子", "烤鱼", "酸汤", "糯米", "凉皮", "蛋糕", "腊肠"),
    "books": ("短篇集", "游记", "传记", "推理", "译本", "书摘", "旧书店", "长篇", "诗集", "书单"),
    "sport": ("半马", "深蹲", "单车", "游泳", "羽毛球", "拉伸", "晨跑", "攀岩", "瑜伽", "护膝"),
    "home": ("收纳", "阳台", "灯光", "地板", "书桌", "窗帘", "绿植", "厨房", "沙发", "刷墙"),
    "pets": ("橘猫", "小狗", "猫粮", "遛狗", "仓鼠", "掉毛", "驱虫", "猫窝", "鹦鹉", "乌龟"),
}
_PLACES = ("周末", "昨天", "下班后", "第一次", "这个冬天", "雨天", "三年前", "刚搬家时", "放假前", "凌晨")
_SAID = ("试过的{0}", "写给{0}的话", "关于{0}和{1}", "{0}旁边的{1}", "没想到{0}这么费劲", "{0}记", "从{0}到{1}")
_ASKED = ("{0}你们怎么选？", "{0}和{1}哪个好？", "有人也喜欢{0}吗？", "你家的{0}什么样？")
_ANSWERED = (
    "我家附近的{0}也这样，{2}去看过",
    "{0}比{1}难多了",
    "{2}刚好也在弄{0}，谢谢讲得这么细",
    "第二张里的{1}是在哪里买的",
    "原来{0}可以这样，{2}试试",
    "我更喜欢{1}，{0}太花时间",
    "看到{0}就想起{2}的事",
    "请问{0}要准备多久",
)


def titles(rng: np.random.Generator, many: int) -> list[list[str]]:
    """Titles by kind: 2 x topic + whether it asks, `many` of each."""
    return [
        _composed(rng, tuple(f"{{2}}，{form}" for form in forms), topic, many)
        for topic in TOPICS
        for forms in (_SAID, _ASKED)
    ]


def comments(rng: np.random.Generator, many: int) -> list[list[str]]:
    """Comments by topic, `many` of each; they speak of what such posts are about."""
    return [_composed(rng, _ANSWERED, topic, many) for topic in TOPICS]


def _composed(rng: np.random.Generator, forms: tuple[str, ...], topic: str, many: int) -> list[str]:
    things = _THINGS[topic]
    drawn = rng.random((many, 4))
    return [
        forms[int(a * len(forms))].format(
            things[int(b * len(things))], things[int(c * len(things))], _PLACES[int(d * len(_PLACES))]
        )
        for a, b, c, d in drawn.tolist()
    ]
