"""Comments: sentences about something, and templates that fit under any post."""

import numpy as np

from benchmarks.families.numbers import Flags

TEMPLATES = [
    "赞赞",
    "支持",
    "支持支持",
    "互赞",
    "已赞",
    "来了来了",
    "👍👍",
    "太棒了",
    "加油",
    "nice",
    "great post!",
    "love this",
    "赞",
    "已赞回赞",
    "好看",
]
NOUNS = [
    "奶茶",
    "相机",
    "民宿",
    "跑步鞋",
    "露营",
    "咖啡",
    "剧本",
    "番茄",
    "吉他",
    "论文",
    "面试",
    "拉萨",
    "台风",
    "猫砂",
    "耳机",
    "粉底",
    "拼图",
    "花艺",
    "显卡",
    "骑行",
    "火锅",
    "地铁",
    "西装",
    "手账",
    "泳镜",
]
VERBS = [
    "买了三个月",
    "昨天刚去过",
    "试了一次翻车",
    "对比之前那款",
    "按你说的做",
    "收藏了周末做",
    "第二段没看懂",
    "价格多少",
    "哪家店",
    "可以出教程吗",
    "和我想的不一样",
    "笑死",
    "这个角度好",
]
TAILS = [
    "",
    "，求链接",
    "？",
    "，第3分钟那里讲得最清楚",
    "哈哈哈",
    "，但是预算不够",
    "，我妈也想要",
    "，蹲一个后续",
    "，建议补充数据",
    "。",
]


def comment_texts(random: np.random.Generator, templated: Flags) -> list[str]:
    """A text a comment."""
    count = len(templated)
    noun = random.integers(len(NOUNS), size=count)
    verb = random.integers(len(VERBS), size=count)
    tail = random.integers(len(TAILS), size=count)
    said = [f"{NOUNS[a]}{VERBS[b]}{TAILS[c]}" for a, b, c in zip(noun, verb, tail, strict=True)]
    template = [TEMPLATES[place] for place in random.integers(len(TEMPLATES), size=count)]
    return [one if fits else other for one, other, fits in zip(template, said, templated, strict=True)]
