"""What people write: templates that fit under any post, and words about the post, in Chinese or English.

A text is a whole number first (templates below `len(TEMPLATES)` a language, then every combination of topic, word,
remark and end), and becomes a string only if someone wrote it.
"""

import numpy as np

from benchmarks.elsewhere.people import TOPICS, Flags, Ints

_TEMPLATES = (
    "赞赞|支持|互赞|已赞|来了来了|太棒了|好看|喜欢|不错哦|厉害|真好|顶|路过支持|加油|爱了爱了|绝绝子|收藏了|学到了|👍|❤️|已支持|沙发|打卡|优秀",
    "nice|great|love it|wow|amazing|so good|support|awesome|cool|🔥🔥|❤️❤️|well done|love this|beautiful"
    "|great post|nice one|keep it up|perfect|👏|so nice|done|first|here|the best",
)
TOPIC_WORDS = (
    ("面包 酵母 黄油 烤箱 蛋糕 饼干", "sourdough yeast butter oven cake cookie"),
    ("口红 粉底 眼影 防晒 面霜 睫毛", "lipstick foundation eyeshadow sunscreen cream mascara"),
    ("跑鞋 配速 马拉松 心率 拉伸 越野", "shoes pace marathon heartrate stretching trail"),
    ("猫粮 猫砂 布偶 橘猫 疫苗 猫爬架", "kibble litter ragdoll tabby vaccine scratcher"),
    ("镜头 胶片 构图 光圈 夜景 后期", "lens film composition aperture nightscape editing"),
    ("民宿 机票 古镇 雪山 攻略 签证", "hostel flight oldtown mountain itinerary visa"),
    ("键盘 显卡 手机 耳机 屏幕 续航", "keyboard gpu phone headphones screen battery"),
    ("穿搭 大衣 牛仔裤 配色 帆布鞋 毛衣", "outfit coat jeans palette sneakers sweater"),
    ("绘本 辅食 早教 幼儿园 作业 玩具", "picturebook weaning kindergarten nursery homework toys"),
    ("吉他 和弦 翻唱 编曲 钢琴 节拍", "guitar chords cover arrangement piano tempo"),
    ("副本 皮肤 排位 手柄 剧情 联机", "raid skin ranked controller storyline coop"),
    ("基金 存款 房贷 股票 保险 记账", "fund savings mortgage stocks insurance budget"),
    ("多肉 月季 绿萝 阳台 浇水 盆土", "succulent rose pothos balcony watering soil"),
    ("单词 雅思 听力 语法 口语 真题", "vocabulary ielts listening grammar speaking mocktest"),
    ("深蹲 卧推 蛋白 体脂 瑜伽 核心", "squat bench protein bodyfat yoga core"),
    ("电影 剧本 配乐 导演 长镜头 结局", "movie script score director longtake ending"),
    ("咖啡 拿铁 手冲 豆子 磨豆机 奶泡", "coffee latte pourover beans grinder foam"),
    ("沙发 收纳 装修 瓷砖 灯光 书架", "sofa storage renovation tiles lighting bookshelf"),
)
_REMARKS = (
    "的颜色太舒服了|我也踩过坑|比我上次做的好|这个思路没想到|在哪里买的|求教程|细节很到位|新手能学吗|和我妈做法不一样|价格能接受"
    "|第三张最好|说得很实在|我试了两周|换一个牌子呢|难点讲清楚了|我有不同看法",
    "looks so calm in that colour|went wrong for me too|beats my last try|is an idea I never had|from which shop"
    "|needs a tutorial|has such fine detail|for beginners?|is not how my mum does it|at a fair price"
    "|in the third picture wins|described honestly|worked after two weeks|of another brand?|explained at last"
    "|I see it differently",
)
_ENDS = (
    "|！|，想问下多久|，下次试试|哈哈|，收藏慢慢看|？|，谢谢分享过程|，第二步没看懂|，周末就去",
    "|!|, how long did it take|, trying it next|, haha|, saved for later|?|, thanks for the steps|, lost at step two"
    "|, this weekend then",
)
TEMPLATES, REMARKS, ENDS = (tuple(said.split("|") for said in both) for both in (_TEMPLATES, _REMARKS, _ENDS))
WORDS = 6
KINDS_OF_TEMPLATE = len(TEMPLATES[0])


def template_codes(rng: np.random.Generator, habit: Ints, chinese: Flags) -> Ints:
    """Templates from the few that each habit (circle or account number) prefers."""
    own = (rng.random(len(habit)) ** 1.7 * (4 + habit % 9)).astype(np.int64)
    return ((habit * 7 + own * 5) % KINDS_OF_TEMPLATE) + np.where(chinese, 0, KINDS_OF_TEMPLATE)


def specific_codes(rng: np.random.Generator, topic: Ints, chinese: Flags) -> Ints:
    """Words about a post's topic."""
    total = len(topic)
    code = np.where(chinese, 0, TOPICS) + topic
    for choices in (WORDS, len(REMARKS[0]), len(ENDS[0]), WORDS):
        code = code * choices + rng.integers(0, choices, total)
    return code + 2 * KINDS_OF_TEMPLATE


def strings(codes: Ints) -> list[str]:
    """The texts of these codes."""
    return [_string(int(code)) for code in codes]


def _string(code: int) -> str:
    if code < 2 * KINDS_OF_TEMPLATE:
        language, place = divmod(code, KINDS_OF_TEMPLATE)
        return TEMPLATES[language][place]
    code, other = divmod(code - 2 * KINDS_OF_TEMPLATE, WORDS)
    code, end = divmod(code, len(ENDS[0]))
    code, remark = divmod(code, len(REMARKS[0]))
    code, word = divmod(code, WORDS)
    language, topic = divmod(code, TOPICS)
    names = TOPIC_WORDS[topic][language].split(" ")
    if language:
        return f"{names[word]} {REMARKS[1][remark]}{ENDS[1][end]} ({names[other]})"
    return f"{names[word]}{REMARKS[0][remark]}{ENDS[0][end]} #{names[other]}"
