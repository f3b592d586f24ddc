"""The topics of the world and ten words of each, in Chinese and in English: data for `words`."""

from __future__ import annotations

WORDS_EACH = 10

# name: Chinese words, then a line of English words
_TOPICS = """
food: 火锅 小笼包 家常菜 烘焙 调料 早餐 砂锅 凉菜 夜市 刀工
    hotpot dumplings noodles baking marinade brunch skillet salad foodmarket knifework
travel: 古城 签证 民宿 海岛 机票 徒步路线 雪山 行李 车站 日落
    oldtown visa homestay island flight itinerary glacier luggage station sunset
fitness: 深蹲 硬拉 跑步 拉伸 蛋白 体脂 核心 心率 私教 训练计划
    squat deadlift running stretching protein bodyfat core heartrate coach program
beauty: 口红 粉底 眼影 卸妆 防晒 面膜 腮红 眉形 肤质 香水
    lipstick foundation eyeshadow cleanser sunscreen mask blush brows skintype perfume
fashion: 风衣 穿搭 针织衫 牛仔裤 衬衫 配色 帆布鞋 耳环 版型 面料
    trenchcoat outfit knitwear jeans shirt palette sneakers earrings silhouette fabric
pets: 猫粮 布偶 柯基 疫苗 猫砂 绝育 遛狗 罐头 猫爬架 掉毛
    catfood ragdoll corgi vaccine litter neutering dogwalk treats cattree shedding
parenting: 辅食 绘本 早教 幼儿园 睡眠 积木 推车 疹子 作业 亲子
    weaning picturebook preschool kindergarten bedtime blocks stroller rash homework playtime
photography: 胶片 镜头 构图 逆光 快门 调色 人像 三脚架 曝光 暗房
    film lens composition backlight shutter grading portrait tripod exposure darkroom
gaming: 副本 段位 装备 手柄 联机 开荒 剧情 帧率 抽卡 通关
    dungeon ranked loadout controller coop speedrun storyline framerate gacha bossfight
music: 吉他 和弦 演唱会 编曲 唱片 鼓点 歌词 录音 民谣 耳机
    guitar chords concert arrangement vinyl drums lyrics recording folk headphones
books: 小说 译本 书评 书单 诗集 传记 书店 章节 作者 读书会
    novel translation review readinglist poems biography bookshop chapter author bookclub
movies: 长镜头 导演 剧本 配乐 影评 纪录片 悬疑片 片尾 演技 票房
    longtake director screenplay score critique documentary thriller credits acting boxoffice
cars: 油耗 底盘 变速箱 充电桩 试驾 轮胎 续航 内饰 保养 二手车
    mileage chassis gearbox charger testdrive tyres range interior servicing usedcar
home: 沙发 收纳 软装 灯光 瓷砖 窗帘 书架 阳台 装修 木地板
    sofa storage decor lighting tiles curtains bookshelf balcony renovation hardwood
gardening: 月季 多肉 堆肥 扦插 花盆 浇水 绣球 种子 修剪 温室
    roses succulents compost cuttings planter watering hydrangea seeds pruning greenhouse
coding: 编译器 重构 算法 数据库 接口 测试 并发 部署 日志 开源
    compiler refactor algorithm database endpoint unittest concurrency deployment logging opensource
study: 考研 单词 笔记 自习室 真题 错题本 英语 论文 计划表 复习
    exam flashcards notes library pastpapers mistakes grammar thesis timetable revision
finance: 基金 指数 记账 利率 保险 预算 债券 定投 退休金 股息
    funds index budgeting interest insurance savings bonds dividend pension allocation
outdoor: 帐篷 露营 溪流 登山鞋 炉头 星空 睡袋 岩壁 补给 营地
    tent camping creek boots stove stars sleepingbag crag resupply campsite
cycling: 公路车 爬坡 踏频 骑行服 刹车 车架 补胎 环湖 码表 轮组
    roadbike climb cadence jersey brakes frameset puncture lakeloop computer wheelset
football: 越位 前锋 点球 中场 门将 战术 转会 德比 替补 射门
    offside striker penalty midfield keeper tactics transfer derby substitute volley
basketball: 三分 扣篮 挡拆 罚球 助攻 季后赛 控卫 篮板 绝杀 防守
    threepointer dunk pickandroll freethrow assist playoffs guard rebound buzzerbeater defence
painting: 水彩 速写 油画 透视 颜料 画板 素描 写生 留白 笔触
    watercolour sketch oils perspective pigment canvas drawing plein-air negative-space brushwork
crafts: 钩针 毛线 刺绣 陶艺 皮具 木工 针脚 拼布 模具 编织
    crochet yarn embroidery pottery leather woodwork stitches quilting mould weaving
coffee: 手冲 豆子 拉花 研磨 浅烘 萃取 滤杯 奶泡 瑰夏 水温
    pourover beans latteart grinder lightroast extraction dripper microfoam geisha kettle
tea: 普洱 盖碗 岩茶 茶汤 回甘 龙井 茶席 白茶 茶饼 公道杯
    puer gaiwan oolong liquor aftertaste longjing teatable whitetea teacake pitcher
history: 朝代 碑文 出土 史料 战役 瓷器 遗址 家谱 考古 壁画
    dynasty inscription excavation sources battle porcelain ruins genealogy archaeology mural
science: 黑洞 细胞 实验 望远镜 进化 引力 化石 量子 样本 显微镜
    blackhole cells experiment telescope evolution gravity fossil quantum sample microscope
career: 简历 面试 跳槽 加班 汇报 绩效 副业 同事 远程 谈薪
    resume interview jobhunt overtime presentation appraisal sidejob colleague remote salary
dance: 街舞 芭蕾 编舞 节拍 舞鞋 地板动作 转圈 彩排 柔韧 即兴
    hiphop ballet choreography rhythm danceshoes floorwork turns rehearsal flexibility freestyle
"""


def _parse() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    lines = _TOPICS.strip().splitlines()
    names = tuple(line.partition(": ")[0] for line in lines[::2])
    chinese = tuple(word for line in lines[::2] for word in line.partition(": ")[2].split())
    english = tuple(word for line in lines[1::2] for word in line.split())
    return names, chinese, english


NAMES, CHINESE, ENGLISH = _parse()
assert len(CHINESE) == len(ENGLISH) == WORDS_EACH * len(NAMES), "every topic has ten words in each language"
