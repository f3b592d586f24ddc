"""What people write: something about the post's topic, or praise that fits anywhere."""

import numpy as np

from benchmarks.families.agents.world import World
from benchmarks.families.numbers import Flags, Ints, Objects

TOPIC_WORDS = [
    words.split("|")
    for words in [
        "手冲 拿铁 咖啡豆|espresso grinder",
        "徒步 帐篷 登山鞋|trail backpack",
        "口红 眼影 底妆|lipstick palette",
        "小猫 猫粮 猫爬架|kitten litter",
        "镜头 胶片 构图|lens film",
        "键盘 轴体 键帽|keyboard switches",
        "减脂餐 鸡胸肉 空气炸锅|airfryer oats",
        "马拉松 配速 跑姿|marathon pace",
        "考研 单词 错题本|exam notes",
        "婴儿车 辅食 绘本|stroller crib",
        "油画 色卡 速写|sketch canvas",
        "钢琴 和弦 尤克里里|chords piano",
        "多肉 月季 花盆|succulent roses",
        "租房 书桌 收纳盒|desk shelf",
        "手机 续航 屏幕|battery screen",
        "大衣 牛仔裤 配色|coat denim",
        "露台 吊灯 瓷砖|tiles lamp",
        "基金 记账 存钱|budget savings",
        "剧情 男二 大结局|episode ending",
        "旅馆 古镇 海边|hostel beach",
        "火锅店 烤肉 甜品|ramen dessert",
        "山地车 码表 头盔|bike helmet",
        "编程 简历 面试题|resume interview",
        "毛线 钩针 围巾|crochet yarn",
    ]
]
CHINESE = [
    "{}这个颜色我找了好久",
    "第二张图的{}在哪买的",
    "原来{}还能这么弄，学到了",
    "我的{}用了{}个月就坏了",
    "{}那段能不能再讲细一点",
    "上周刚入了同款{}，{}块",
    "求{}的链接",
    "{}和上次那个比哪个好",
    "新手选{}要注意什么",
    "被{}种草了",
    "我试了{}，失败{}次",
    "{}真的不踩雷吗",
    "终于有人说{}了",
    "{}这步我一直做错",
    "请问{}适合北方吗",
    "我妈看到{}也问我",
    "{}预算{}够不够",
    "去年也写过{}，感受完全不同",
]
ENGLISH = [
    "where did you get the {}?",
    "the {} part took me {} tries",
    "does the {} hold up after a year?",
    "never thought of using {} like that",
    "is {} bucks fair for a {}",
    "my {} looks nothing like this",
    "could you show the {} up close",
    "saved for the {} tip",
    "the {} at the end made me laugh",
    "which {} for a beginner?",
]
NUMBER_FIRST = "is {}"
TAILS = ["", "", "", "。", "？", "哈哈", "，蹲后续", "，谢谢分享", "，不过我觉得看人", "，想看更多", "，笑死"]
ENGLISH_TAILS = ["", "", "!", " :)"]
PRAISE = [
    "好看",
    "加油",
    "赞",
    "支持",
    "太美了",
    "好棒",
    "哈哈哈",
    "来了",
    "喜欢",
    "冲呀",
    "绝了",
    "厉害",
    "nice",
    "wow",
    "love",
    "beautiful",
    "👍",
    "❤️",
    "🔥🔥",
    "😂",
    "👏👏",
    "so-good",
    "amazing",
    "种草了",
    "学到了",
    "羡慕",
    "可以的",
]
TRADE_PRAISE = [
    "互",
    "已赞",
    "已互",
    "回",
    "来啦",
    "打卡",
    "支持支持",
    "已三连",
    "认真看完",
    "日常支持",
    "路过点赞",
    "顶",
    "好内容",
    "继续加油",
    "期待更新",
    "done",
    "back",
    "support",
    "great-post",
    "keep-going",
    "first",
]


def say(world: World, topic: Ints, chinese: Flags, generic: Flags, group: Ints) -> Objects:
    """A text a comment; a group that trades has a few phrases of its own."""
    random, count = world.random, len(chinese)
    one, two, three, four = (random.integers(1 << 30, size=count) for _ in range(4))
    plain = random.random(count) < 0.8
    trading = {trader.number for trader in world.groups}
    phrases: dict[int, list[str]] = {}
    texts = []
    for row in range(count):
        of = int(group[row])
        if generic[row] and of in trading:
            if of not in phrases:
                size = random.integers(4, 25)
                phrases[of] = list(random.choice(TRADE_PRAISE + PRAISE, size, replace=False))
            texts.append(phrases[of][one[row] % len(phrases[of])].replace("-", " "))
        elif generic[row]:
            often = 1 if plain[row] or two[row] % 3 else 2
            texts.append(PRAISE[one[row] % len(PRAISE)].replace("-", " ") * often)
        else:
            texts.append(
                _about(
                    int(topic[row]), bool(chinese[row]), int(one[row]), int(two[row]), int(three[row]), int(four[row])
                )
            )
    return np.array(texts, object)


def _about(topic: int, chinese: bool, one: int, two: int, three: int, four: int) -> str:
    words = TOPIC_WORDS[topic][0 if chinese else 1].split(" ")
    forms = CHINESE if chinese else ENGLISH
    form = forms[two % len(forms)]
    word, number = words[one % len(words)], str(2 + three % 48)
    said = form.format(*((number, word) if form.startswith(NUMBER_FIRST) else (word, number)))
    return said + (TAILS[four % len(TAILS)] if chinese else ENGLISH_TAILS[four % 4])
