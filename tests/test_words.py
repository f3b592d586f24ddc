"""Generic comments are told from specific ones, in Chinese and English, in large data and small, by no list."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd
import pytest
from sklearn.metrics import accuracy_score, roc_auc_score

from likewise.engine import Engine, open_duckdb
from likewise.evidence import EVIDENCE, lay_ground, measure_pairs
from likewise.sources import encode, read

START = 1_735_700_000

# Written for this test before the measure that it judges. "=" is a post, "+" a comment on what it says, "-" one that
# would fit under any post.
BY_HAND = """
= 周末复刻外婆的红烧肉，糖色炒了两次才成
+ 糖色我总是炒苦，是火太大了吗
+ 外婆放的是冰糖还是红糖？
+ 用砂锅炖的话要多久肉才会烂
- 赞赞
- 看起来好棒，支持一下！
- 每次来都有惊喜，继续加油哦
= 大理租房三个月，押金到底能不能要回来
+ 我在古城那家房东扣了我五百押金
+ 签合同的时候有拍视频吗？墙面磕碰最容易扯皮
+ 洱海边冬天潮不潮，被子要不要自己带
- 写得真好
- 支持支持
- 学到了，谢谢分享
= 跑步膝盖疼，换了鞋和步频之后好多了
+ 步频从160提到180大概适应了几周？
+ 膝盖外侧疼多半是髂胫束，跑后滚一下泡沫轴
+ 求问你换的是哪双鞋，足弓低能穿吗
- 厉害👍👍
- 加油加油
- 太优秀了，向你学习
= 布偶猫软便半个月，最后发现是冻干的问题
+ 我家布偶也是吃了鸡肉冻干拉稀
+ 益生菌喂了几天才成形的？
+ 建议先查一下贾第虫，别急着换粮
- 好可爱
- 哈哈哈哈
- 喜欢喜欢❤️
= 考研数学二战，从87分到132分的复盘
+ 线代用的谁的讲义？我特征值那章一直糊
+ 132太强了，真题你刷了几遍
+ 二战在家还是租房，怎么熬过十一月的
- 牛啊
- 已赞，互粉互赞
- 大佬厉害，收藏了慢慢看
= 露营第一次遇到暴雨，天幕塌了的教训
+ 天幕要把一角放低让雨水流走，不然积水必塌
+ 风绳打的是什么结？地钉是不是太短
+ 那天密云也下了，我们半夜逃回车里睡
- 赞一个
- 不错不错
- 路过支持，欢迎回访
= 老相机测评：用理光拍了一卷过期胶卷
+ 过期胶卷要加一档曝光吗
+ 第三张的漏光反而好看，偏红的那条
+ 理光这台的测光是不是不太准，我那台总欠曝
- 好看
- 太美了吧
- 拍得真好，爱了爱了
= 阳台种番茄，从育苗到挂果整整九十天
+ 番茄要不要打侧枝？我的只长叶子不挂果
+ 九十天正好赶上梅雨，有没有裂果
+ 你的盆多深，我五加仑的感觉根都挤满了
- 棒棒哒
- 好厉害呀🌹🌹🌹
- 顶顶顶！
= 裸辞之后接私活做网站，第一年收入公开
+ 合同里尾款写几成？我被拖过半年
+ 社保是自己交还是挂靠公司
+ 报价按天算还是按页面算，改稿限几次
- 打卡
- 真不错，期待更多作品
- 说得太对了
= 给三岁孩子读绘本的十个月，他开始自己编故事
+ 我家三岁半只肯听挖掘机那本，讲了八十遍
+ 编故事是从哪本绘本开始的，好饿的毛毛虫？
+ 晚上读多久？我们一读就不肯睡
- 真好真好
- 哇，羡慕了
- 互动一下，常来常往
= Sourdough day 40: finally an open crumb at 78% hydration
+ What flour are you using at 78%? Mine turns to soup
+ That ear on the second loaf, did you score it at 45 degrees
+ I got an open crumb only after cutting bulk to five hours
- Nice!
- Wow, this is amazing
- love this so much, keep it up!
= Two weeks by train through the Balkans with one backpack
+ Did the Bar to Belgrade line run on time?
+ How cold were the sleepers in March, I only have a thin liner
+ Skip Podgorica next time and stay in Virpazar by the lake
- Great post
- 🔥🔥🔥
- Thanks for sharing, really inspiring
= My squat stalled at 140kg, here is what fixed it
+ Pausing two seconds in the hole is what fixed mine too
+ Were you squatting in flat shoes or lifters?
+ Same stall at 130, my hips shoot up first out of the bottom
- Beast!!
- Keep going bro
- so good, well done
= Rewriting our billing service from Python to Go: was it worth it
+ How did you handle decimals in Go, shopspring or integers?
+ We kept Python for invoices and moved only the webhook worker
+ p99 from 900ms to 40ms sounds like the database moved too
- awesome
- Great content as always
- Well said, totally agree
= Restoring a 1974 Peugeot with a seized bottom bracket
+ Heat and a bench vise got my French cup out, it is left-hand threaded
+ Is that Swiss or French threading on the fixed side?
+ The 1974 decals are still sold by a guy in Lyon
- cool
- Beautiful work!
- This is so cool, thank you
= Watercolour skies: stop fighting the cauliflowers
+ I tilt the board and the cauliflowers mostly stop, cotton paper helps
+ Which blue is the upper wash, cerulean or cobalt?
+ My edges dry before I can drop in the second cloud
- So beautiful 😍
- stunning
- Amazing talent, love your page
= Why the away side pressed so high after the red card
+ Ten men and a high line, the left back was exposed twice
+ The keeper sweeping to halfway made that press possible
+ They did the same against Leeds in October and lost 3-0
- So true
- lol
- haha love it
= Growing chillies indoors under cheap LED panels
+ Are 45W panels enough for habaneros or just for seedlings
+ My leaves curled until I raised the lights by ten inches
+ Do you hand pollinate, mine flower and then drop
- Looks great
- Perfect
- Wow wow wow! Support from me, please support back
= A winter of crocheting one granny square a day
+ Did you block the squares before joining? Mine wave at the corners
+ 4mm hook with DK comes out stiff for me
+ Ninety squares and you still wove in the ends, I tie and pray
- so cute
- Love it ❤️❤️
- Nice one, following you now
= Our toddler slept through after we moved bedtime earlier
+ We moved it to 6:30 and she just woke at 4 instead
+ Did you drop the nap at the same time?
+ Ours needed blackout blinds more than an earlier bedtime
- yes!!!
- Goals
- This made my day, thanks for posting
"""
CHINESE = re.compile("[\u4e00-\u9fff]")

Said = Sequence[tuple[str, str, str]]


def scored(
    said: Said, posts: Mapping[str, str] | None = None, names: Mapping[str, str] | None = None
) -> dict[tuple[str, str], float]:
    """How generic each comment is, as DuckDB finds it."""
    with open_duckdb() as engine:
        return scored_on(engine, said, posts, names)


def scored_on(
    engine: Engine, said: Said, posts: Mapping[str, str] | None, names: Mapping[str, str] | None = None
) -> dict[tuple[str, str], float]:
    """How generic each comment is, by post and text; `said` are (actor, post, text), a post an author."""
    rows = [
        {"actor": actor, "author": f"by {post}", "post": post, "kind": "comment", "time": START + n, "text": text}
        for n, (actor, post, text) in enumerate(said)
    ]
    like = {**rows[0], "kind": "like", "text": None}
    frames = {"events": pd.DataFrame([*rows, like])}
    if posts:
        frames["posts"] = pd.DataFrame([{"post": p, "author": f"by {p}", "text": text} for p, text in posts.items()])
    if names:
        frames["accounts"] = pd.DataFrame([{"account": f"by {p}", "name": name} for p, name in names.items()])
    read(engine, frames)
    ledger = encode(engine)
    lay_ground(engine)
    measure_pairs(engine, EVIDENCE, ledger.holds)
    found = engine.arrow(
        "select post.id, genericness.text, generic from genericness join post on post.code = genericness.post"
    )
    return {(row["id"], row["text"]): row["generic"] for row in found.to_pylist()}


def by_hand() -> tuple[Said, dict[str, str], dict[tuple[str, str], bool]]:
    said: list[tuple[str, str, str]] = []
    posts: dict[str, str] = {}
    generic: dict[tuple[str, str], bool] = {}
    for line in BY_HAND.strip().splitlines():
        mark, text = line[0], line[2:]
        if mark == "=":
            post = f"post {len(posts)}"
            posts[post] = text
        else:
            said.append((f"reader {len(said) * 7 % 23}", post, text))
            generic[post, text] = mark == "-"
    return said, posts, generic


@pytest.mark.parametrize("with_posts", [True, False], ids=["with the posts' texts", "without"])
def test_comments_written_by_hand_are_told_apart(with_posts: bool, engine: Engine) -> None:
    said, posts, generic = by_hand()
    found = scored_on(engine, said, posts if with_posts else None)
    table = pd.DataFrame({"generic": generic, "score": found})
    table["chinese"] = [CHINESE.search(text) is not None for _, text in table.index]
    assert (len(table), table["generic"].sum(), table["chinese"].sum()) == (120, 60, 60)
    for _, part in table.groupby("chinese"):
        assert roc_auc_score(part["generic"], part["score"]) > 0.98
        assert accuracy_score(part["generic"], part["score"] >= 0.5) >= 0.9


def crowd(posts: int = 24) -> list[tuple[str, str, str]]:
    """One of a kind under each post, in both languages, and praise under every other."""
    subject = [f"{chr(97 + n)}{chr(97 + n * 7 % 26)}glaze" for n in range(posts)]
    said = [(f"reader {n}", f"p{n}", f"why did the {subject[n]} crack in the second firing") for n in range(posts)]
    said += [(f"fan {n}", f"p{n}", "so good") for n in range(0, posts, 2)]
    said += [(f"fan {n}", f"p{n}", "支持支持") for n in range(1, posts, 2)]
    return said


VARIED = (
    "支持支持 123", "支持支持🔥🔥", "支持支持！！！", "支持，支持", "支持支持 Nora", "@小林 支持支持",
    "小陶支持支持", "So good!!", "so good 99", "🔥 SO GOOD 💯", "so good, Nora", "Nora so good...",
    "so good https://example.com/a1b2c3",
)  # fmt: skip


@pytest.mark.parametrize("text", VARIED)
def test_numbers_emoji_names_and_links_make_no_comment_specific(text: str) -> None:
    name = "小陶" if "小陶" in text else "Nora"
    # Each stands under a post where its plain wording doesn't.
    post = "p4" if CHINESE.search(text) else "p5"
    found = scored([*crowd(), ("fan 0", post, text)], names={post: name})
    plain = found["p1", "支持支持"] if CHINESE.search(text) else found["p2", "so good"]
    assert abs(found[post, text] - plain) < 0.06
    assert found[post, text] > most_generic_question(found) + 0.3


@pytest.mark.parametrize("text", ["支持支持支持支持", "so good so good", "so good 支持"])
def test_saying_it_twice_makes_no_comment_specific(text: str) -> None:
    found = scored([*crowd(), ("fan 0", "p5", text)])
    assert found["p5", text] >= 0.5 > most_generic_question(found) + 0.1


def most_generic_question(found: Mapping[tuple[str, str], float]) -> float:
    return max(score for (_, text), score in found.items() if "glaze" in text)


@pytest.mark.parametrize(
    ("stock", "ask"),
    [
        ("such a wonderful post {}, thank you so much for sharing this with all of us today {}", "is that cone six?"),
        ("每次看到你的更新都特别开心{}，继续加油我会一直支持你的，祝你天天开心{}", "釉料是几号窑温烧的？"),
    ],
)
def test_long_praise_that_stands_everywhere_is_generic_and_a_short_question_is_not(stock: str, ask: str) -> None:
    praise = [(f"fan {n}", f"p{n}", stock.format("!" * (n % 3), n)) for n in range(24)]
    found = scored([*crowd(), *praise, ("reader 3", "p9", ask)])
    assert min(found[post, text] for _, post, text in praise) > found["p9", ask] + 0.2


def test_one_creators_comments_are_told_apart_by_post(engine: Engine) -> None:
    rows = [{"actor": actor, "author": "me", "post": post, "text": text} for actor, post, text in crowd()]
    events = pd.DataFrame(rows).assign(kind="comment", time=range(START, START + len(rows)))
    read(engine, {"events": events})
    ledger = encode(engine)
    lay_ground(engine)
    measure_pairs(engine, EVIDENCE, ledger.holds)
    found = engine.arrow("select text, generic from genericness").to_pandas()
    asked = found["text"].str.contains("glaze")
    assert found.loc[~asked, "generic"].min() > found.loc[asked, "generic"].max() + 0.3


def test_only_emoji_is_as_generic_as_can_be() -> None:
    found = scored([*crowd(), ("fan 1", "p3", "🔥🔥🔥")])
    assert found["p3", "🔥🔥🔥"] == 1.0
