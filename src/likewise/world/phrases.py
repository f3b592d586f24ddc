"""The pieces that comments, posts and account names are put together from: data for `words`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pool:
    """Pieces of text for one place in a sentence, in each language."""

    chinese: tuple[str, ...]
    english: tuple[str, ...]


def _pool(chinese: str, english: str) -> Pool:
    return Pool(tuple(chinese.split("|")), tuple(english.split("|")))


# Specific comments: opening + word + closing
ASKS = _pool(
    "这个|你的|请问|想问下|第一次见这样的|原来|我家的|一直没搞懂|同款|看完才知道|求问|"
    "上次我做的|刚入门，|你说的|图三的|"
    "其实|对比之后觉得|我也在研究|照着你的方法试了|没想到",
    "is that |how long did the |I always struggle with |your |tried the same |"
    "where did you get the |the way you handled the |"
    "never thought about |my |was wondering about the |that second |I disagree a bit on the |"
    "finally someone explains |"
    "after reading this my |what made you pick this |does the |saved me from buying another |"
    "the |how do you clean your |honestly the ",
)
TELLS = _pool(
    "是怎么选的？|多少钱入的呀|我试了总是失败，问题出在哪|比我想的复杂多了|那段讲得很清楚|"
    "能出一期详细的吗|确实踩过坑|周末去试试|"
    "和我上个月遇到的一样|换个角度会不会更好|新手能行吗|在哪里可以买到|终于有人讲明白了|"
    "细节很到位|我觉得可以再少一点|"
    "坚持三个月真的有变化|让我想起小时候|做了笔记|下次想看对比|有没有平价替代",
    " part was new to me|? mine never turns out like that| looks different from last year|"
    ", any tips for beginners?| took me three tries|"
    " question has been bugging me for weeks| comparison was really useful|"
    ", would it work in winter?| reminds me of my grandmother|"
    " advice contradicts what I was told| is exactly what I needed today|"
    " step could use a close-up|, but what about the price?|"
    " finally makes sense| tip saved my weekend|, which brand is it?| is underrated|"
    " photo shows it best| will be my next project|"
    " deserves its own post",
)
# Comments among people who know each other: opening + closing, no topic
PERSONAL = _pool(
    "周六|下次|上回|你妈|昨天|我们|下班后|回来|你家楼下|等你|群里说的|生日那天|今年|你又|记得",
    "saturday |next time |last week |your mum |yesterday |we should |after work |"
    "when you're back |your place |can't wait, |remember, |"
    "on her birthday |this year |you again |don't forget, ",
)
PERSONAL_END = _pool(
    "一起吃饭啊|带上我|你说的就是这个吧|见面聊|别忘了还我书|还是老地方？|叫上小林|笑死我了|"
    "早点睡|又瘦了|等我放假|我也想去|"
    "给我留一份|怎么不叫我|路上小心",
    "dinner at ours?|take me with you|so this is what you meant|let's talk when I see you|"
    "bring my book back|same place?|call Sam too|"
    "I'm still laughing|go to bed earlier|you look rested|after my exams|I want to come|"
    "keep one for me|why didn't you call me|drive safe",
)
# Comments that fit under any post
EVERYDAY = _pool(
    "哈哈|好美|太美了|赞|不错|好看|厉害|喜欢|学习了|可以的|真好|绝了|笑死|牛|加油|爱了|哇|好棒|收藏了|支持",
    "love it|haha|nice|wow|so cute|beautiful|amazing|so good|cool|lol|great|awesome|this|"
    "stunning|love this|yes|perfect|goals|so true|well done",
)
EXCHANGED = _pool(
    "赞赞|支持|互赞|已赞|支持支持|不错不错|赞一个|打卡|加油|学习了|好看|优秀|点赞支持|"
    "已赞求回|互动一下|来支持了|棒棒哒|顶|好文|精彩",
    "great post|nice|awesome|nice one|love this|great content|keep it up|so good|amazing|"
    "well said|great share|support|thanks for sharing|"
    "inspiring|wow|nice shot|keep going|liked|so true|fantastic",
)
EMOJI = ("🔥", "👍", "❤️", "👏👏", "😍", "💯", "🙌", "✨", "😂", "🌹🌹")
TAILS = (*[""] * 12, "!", "!!", "～", "。", "👍", "🔥", "❤️", "😊", "…", " 👏", "！！")

# Posts: opening + word + middle + word + closing
OPENINGS = _pool(
    "今天聊聊|周末的|终于入手了|新手必看的|记录一下|被问了很多次的|我的第一次|三年经验总结：|"
    "翻车了，|一个人的|分享我的|最近迷上|冬天的|"
    "花了一个月做的|别再乱买",
    "Today: |A weekend of |Finally got my |A beginner's guide to |Notes on |You asked about |"
    "My first |What three years taught me about |"
    "It went wrong: |A quiet day with |Sharing my |Lately obsessed with |Winter |"
    "One month of |Stop overpaying for ",
)
MIDDLES = _pool("和|，还有|，搭配|，顺便说说|之后的|vs", " and |, plus some | with |, and a word on | after the | vs ")
CLOSINGS = _pool(
    "，效果出乎意料。|，步骤都写在下面了。|，全程没有踩坑。|，慢慢来比较快。|，适合周末做。|"
    "，预算两百以内。|，附上清单。|，下期继续。|。|，太治愈了。",
    ", it turned out better than expected.|, all steps below.|, no regrets so far.|"
    ", slow is fast.|, good for a lazy sunday.|, on a small budget.|"
    ", list attached.|, part two next week.|.|, oddly calming.",
)
QUESTIONS = _pool(
    "你们怎么看？|有更好的办法吗？|你会选哪个？|你家是怎么做的？|还想看什么？",
    " What do you think?| Is there a better way?| Which one would you pick?|"
    " How do you do it?| What should I cover next?",
)
GIVEN = _pool(
    "小林|阿杰|南山|鹿鹿|一只橘|老周|木子|青禾|晚风|大熊|北岛|可可|十七|半糖|阿宁|墨白",
    "alex|mia|sam|nora|leo|ivy|max|june|theo|luna|finn|zoe|kai|ella|omar|ruth",
)
SURNAME = _pool(
    "日记|同学|的厨房|在路上|爱生活|研究所|小课堂|慢慢来|不熬夜|手记",
    ".daily|_home|.writes|_makes|on tour|.studio|_notes|club|.jpg|_offline",
)
